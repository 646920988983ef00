// Plot areas side by side: what most live pictures need.
import { view } from "./kit.mjs";
import { plot } from "./plot.mjs";

export default view((c, scene, k, width, height, style) => {
  const each = width / scene.panels.length;
  scene.panels.forEach((p, i) => plot(c, p, i * each, 0, each, height, k, style));
});
