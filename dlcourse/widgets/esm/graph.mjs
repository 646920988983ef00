// A computation graph: boxes with values, arrows, and the step at which the player stands.
import { isDark, view } from "./kit.mjs";

const HALF_HIGH = 27;
const grid = (scene) => {
  const count = scene.extra.rows,
    columns = count.length;
  const place = (column, row) => [column / (columns - 1 || 1), (row + 0.5) / count[column]];
  return { columns, rows: Math.max(...count), place };
};
// Columns from left to right where there is room for boxes side by side, else from top to bottom.
const lies = (scene, width) => grid(scene).columns * 108 <= width + 10;

function arrow(c, points, bold, colour, back) {
  if (back) points = [...points].reverse();
  c.strokeStyle = c.fillStyle = colour;
  c.lineWidth = bold ? 3.5 : 1.3;
  c.setLineDash(back ? [7, 4] : []);
  c.beginPath();
  points.forEach(([x, y], i) => c[i ? "lineTo" : "moveTo"](x, y));
  c.stroke();
  c.setLineDash([]);
  const [a, b] = points.slice(-2);
  const angle = Math.atan2(b[1] - a[1], b[0] - a[0]),
    size = bold ? 11 : 8;
  c.beginPath();
  c.moveTo(...b);
  for (const s of [-0.4, 0.4]) c.lineTo(b[0] - size * Math.cos(angle + s), b[1] - size * Math.sin(angle + s));
  c.closePath();
  c.fill();
}

export default view((c, scene, k, width, height, style) => {
  const { boxes, edges, routes, steps } = scene.extra;
  const { rows, place: stands } = grid(scene);
  const at = Math.round(k),
    now = steps[at],
    past = steps.slice(0, at + 1);
  const across = lies(scene, width),
    halfWide = across ? 48 : Math.min(54, width / rows / 2 - 4),
    half = across ? halfWide : HALF_HIGH;
  const put = (x, y) => across
    ? [halfWide + 4 + x * (width - 2 * halfWide - 8), y * height]
    : [y * width, HALF_HIGH + 4 + x * (height - 2 * HALF_HIGH - 8)];
  const place = Object.fromEntries(boxes.map((b) => [b.name, put(...stands(...b.at))]));
  const column = Object.fromEntries(boxes.map((b) => [b.name, b.at[0]]));
  // edges leave and enter at the sides that face each other
  const beside = ([x, y], s) => across ? [x + s * half, y] : [x, y + s * half];
  const forward = style.colours[0],
    backward = style.colours[1],
    grey = isDark() ? "#8a8a8a" : "#767676"; // FORWARD and BACKWARD
  const adjoint = {},
    known = new Set(boxes.filter((b) => !b.text).map((b) => b.name));
  for (const s of past) {
    if (s.kind === "forward" && s.node) known.add(s.node);
    if (s.kind === "backward") adjoint[s.node] = s.told;
  }
  const draw = (i, on, back) => {
    const [a, b] = edges[i];
    const way = routes[i].flatMap((row, j) => {
      const p = put(...stands(column[a] + j + 1, row));
      return [beside(p, -1), beside(p, 1)];
    });
    arrow(c, [beside(place[a], 1), ...way, beside(place[b], -1)], on, on ? (back ? backward : forward) : grey, back);
  };
  const lit = edges.map(([a, b]) => {
    if (now.edge && now.edge[0] === a && now.edge[1] === b) return 2;
    return now.kind === "forward" && now.node === b ? 1 : 0;
  });
  lit.forEach((on, i) => {
    if (!on) draw(i, false, false);
  });
  lit.forEach((on, i) => {
    if (on) draw(i, true, on === 2);
  });
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const b of boxes) {
    const [x, y] = place[b.name];
    const on = now.node === b.name,
      room = 2 * halfWide - 4;
    c.beginPath();
    c.roundRect(x - halfWide, y - HALF_HIGH, 2 * halfWide, 2 * HALF_HIGH, !b.text ? 4 : 16);
    c.fillStyle = style.paper;
    c.fill();
    c.strokeStyle = on ? (now.kind === "forward" ? forward : backward) : style.ink;
    c.lineWidth = on ? 3.5 : 1.2;
    c.stroke();
    c.fillStyle = style.ink;
    c.font = `600 12px ${style.font}`;
    const title = b.text && b.text !== b.name ? `${b.name} = ${b.text}` : b.name;
    c.fillText(title, x, y - 15, room);
    c.font = `12px ${style.font}`;
    c.fillText(known.has(b.name) ? b.value : "?", x, y + 1);
    if (b.name in adjoint) {
      c.fillStyle = backward;
      c.font = `600 12px ${style.font}`;
      c.fillText(`adjoint ${adjoint[b.name]}`, x, y + 16, room);
    }
  }
  return `${now.kind}: ${now.say}`;
}, (scene, width) => lies(scene, width) ? Math.max(200, grid(scene).rows * 84) : grid(scene).columns * 84);
