// How marks look, in the picture and in its legend: colour, dash, marker.
export const DASH = [[], [7, 4], [9, 3, 2, 3], [2, 4], [12, 2, 2, 2], [2, 2], [6, 2]]; // as DASHES in canvas.py
export const shape = (m) => (m.kind || 0) % 7;
export const colour = (m, style) => style.colours[shape(m)];
export const CROWD = 30; // so many points are drawn without edges

export function dot(c, kind, x, y, r, edge = true) {
  c.beginPath();
  if (kind === 0) c.arc(x, y, r, 0, 7);
  else if (kind === 1) c.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else if (kind === 2 || kind === 4) {
    const s = kind === 2 ? 1 : -1;
    c.moveTo(x, y - r * s);
    c.lineTo(x + r, y + r * s * 0.8);
    c.lineTo(x - r, y + r * s * 0.8);
  } else if (kind === 3) {
    c.moveTo(x, y - r * 1.2);
    c.lineTo(x + r * 1.2, y);
    c.lineTo(x, y + r * 1.2);
    c.lineTo(x - r * 1.2, y);
  } else { // a plus, or turned by 45 degrees a cross: one outline of twelve corners
    const t = r * 0.36,
      arm = [
        [r, t], [t, t], [t, r], [-t, r], [-t, t], [-r, t],
        [-r, -t], [-t, -t], [-t, -r], [t, -r], [t, -t], [r, -t],
      ],
      s = Math.SQRT1_2;
    arm.forEach(([a, b], i) => {
      const [u, v] = kind === 5 ? [a, b] : [s * (a - b) * 1.1, s * (a + b) * 1.1];
      c[i ? "lineTo" : "moveTo"](x + u, y + v);
    });
  }
  c.closePath();
  c.fill();
  if (edge) c.stroke();
}

export function sample(c, m, style, width, height) {
  const y = height / 2;
  c.strokeStyle = c.fillStyle = colour(m, style);
  if (m.type === "Line") {
    c.setLineDash(DASH[shape(m)]);
    c.lineWidth = 2;
    c.beginPath();
    c.moveTo(0, y);
    c.lineTo(width, y);
    c.stroke();
    c.setLineDash([]);
    if (m.marked || m.played) dot(c, shape(m), width / 2, y, 4, false);
  } else if (m.type === "Points") dot(c, shape(m), width / 2, y, Math.min(m.size || 4, 5), false);
  else {
    c.globalAlpha = 0.45;
    c.fillRect(5, 2, width - 10, height - 4);
    c.globalAlpha = 1;
    c.strokeStyle = style.ink;
    c.lineWidth = 1.2;
    c.strokeRect(5, 2, width - 10, height - 4);
  }
}
