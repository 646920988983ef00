// A computation graph: boxes with values, arrows, and the step at which the player stands.
import { isDark, num, view } from "./kit.mjs";

function arrow(c, [x0, y0], [x1, y1], bold, colour, back) {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1, ux = (x1 - x0) / length, uy = (y1 - y0) / length;
  const edge = (x, y, s) => { const t = Math.min(48 / Math.abs(ux || 1e-9), 27 / Math.abs(uy || 1e-9)) + 2; return [x + s * ux * t, y + s * uy * t]; };
  let a = edge(x0, y0, 1), b = edge(x1, y1, -1);
  if (back) [a, b] = [b, a];
  c.strokeStyle = c.fillStyle = colour; c.lineWidth = bold ? 3.5 : 1.3; c.setLineDash(back ? [7, 4] : []);
  c.beginPath(); c.moveTo(...a); c.lineTo(...b); c.stroke(); c.setLineDash([]);
  const angle = Math.atan2(b[1] - a[1], b[0] - a[0]), size = bold ? 11 : 8;
  c.beginPath(); c.moveTo(...b);
  for (const s of [-0.4, 0.4]) c.lineTo(b[0] - size * Math.cos(angle + s), b[1] - size * Math.sin(angle + s));
  c.closePath(); c.fill();
}

export default view((c, scene, k, width, height, style) => {
  const { boxes, edges, steps } = scene.extra, at = Math.round(k), now = steps[at], past = steps.slice(0, at + 1);
  const place = Object.fromEntries(boxes.map((b) => [b.name, [56 + b.x * (width - 112), 32 + b.y * (height - 64)]]));
  const forward = style.colours[0], backward = style.colours[1], grey = isDark() ? "#8a8a8a" : "#767676";
  const adjoint = {}, known = new Set(boxes.filter((b) => b.leaf).map((b) => b.name));
  for (const s of past) { if (s.kind === "forward" && s.node) known.add(s.node); if (s.kind === "backward") adjoint[s.node] = s.adjoint; }
  for (const [a, b] of edges) {
    const back = now.edge && now.edge[0] === a && now.edge[1] === b, on = back || (now.kind === "forward" && now.node === b);
    arrow(c, place[a], place[b], on, on ? (back ? backward : forward) : grey, back);
  }
  c.textAlign = "center"; c.textBaseline = "middle";
  for (const b of boxes) {
    const [x, y] = place[b.name], on = now.node === b.name;
    c.beginPath(); c.roundRect(x - 48, y - 27, 96, 54, b.leaf ? 4 : 16);
    c.fillStyle = style.paper; c.fill();
    c.strokeStyle = on ? (now.kind === "forward" ? forward : backward) : style.ink; c.lineWidth = on ? 3.5 : 1.2; c.stroke();
    c.fillStyle = style.ink; c.font = `600 12px ${style.font}`;
    const title = b.text && b.text !== b.name ? `${b.name} = ${b.text}` : b.name;
    c.fillText(title, x, y - 15, 92);
    c.font = `12px ${style.font}`;
    c.fillText(known.has(b.name) ? num(b.value) : "?", x, y + 1);
    if (b.name in adjoint) { c.fillStyle = backward; c.font = `600 12px ${style.font}`; c.fillText(`adjoint ${num(adjoint[b.name])}`, x, y + 16, 92); }
  }
  return `${now.kind}: ${now.say}`;
}, 340);
