// Plot areas side by side, one below the other where it is narrow: what most live pictures need.
import { view } from "./kit.mjs";
import { plot } from "./plot.mjs";

const down = (scene, width) => scene.panels.length > 1 && (scene.stacked || width < 260 * scene.panels.length);

export default view((c, scene, k, width, height, style) => {
  const n = scene.panels.length,
    below = down(scene, width);
  scene.panels.forEach((p, i) => {
    if (below) plot(c, p, 0, i * height / n, width, height / n, k, style);
    else plot(c, p, i * width / n, 0, width / n, height, k, style);
  });
}, (scene, width) => down(scene, width) ? 250 * scene.panels.length : 300);
