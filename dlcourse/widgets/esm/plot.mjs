// A plot area with axes and marks.
import { isDark, num } from "./kit.mjs";
import { colour, CROWD, DASH, dot, shape } from "./marks.mjs";

const CIVIDIS = [[0, 34, 78], [66, 78, 108], [124, 123, 120], [187, 175, 113], [255, 234, 70]];
const TWO = { // class 0, none, class 1
  light: [[232, 163, 107], [245, 245, 245], [127, 178, 229]],
  dark: [[138, 78, 32], [48, 48, 48], [34, 84, 138]],
};

function ticks(low, high, log) {
  const found = [];
  if (log) {
    const a = Math.ceil(Math.log10(low) - 1e-9),
      b = Math.floor(Math.log10(high) + 1e-9),
      stride = Math.max(1, Math.ceil((b - a) / 6));
    const name = (e) => Math.abs(e) < 3 ? String(+(10 ** e).toPrecision(1)) : `1e${e}`;
    for (let e = a; e <= b; e += stride) found.push([10 ** e, name(e)]);
    return found;
  }
  const raw = (high - low) / 5,
    power = 10 ** Math.floor(Math.log10(raw)),
    unit = [1, 2, 5, 10].find((u) => u * power >= raw) * power;
  for (let t = Math.ceil(low / unit - 1e-9) * unit; t <= high + 1e-9 * unit; t += unit)
    found.push([t, String(+t.toPrecision(6))]);
  return found;
}

function heat(m) {
  const image = document.createElement("canvas"),
    stops = m.classes ? TWO[isDark() ? "dark" : "light"] : CIVIDIS,
    last = stops.length - 1;
  image.width = m.columns;
  image.height = m.rows;
  const c = image.getContext("2d"),
    data = c.createImageData(m.columns, m.rows);
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.columns; j++) {
      const v = m.values[(m.rows - 1 - i) * m.columns + j] / 255 * last,
        k = Math.min(last - 1, Math.floor(v)),
        f = v - k,
        q = 4 * (i * m.columns + j);
      for (let ch = 0; ch < 3; ch++) data.data[q + ch] = stops[k][ch] * (1 - f) + stops[k + 1][ch] * f;
      data.data[q + 3] = 255;
    }
  c.putImageData(data, 0, 0);
  return image;
}

// Limits that fit the lines that are shown, within the panel's own; see `fitted` in scene.py.
function fitted(p) {
  const lines = p.marks.filter((m) => m.type === "Line" && !m.plain);
  return ["x", "y"].map((name) => {
    const own = p[`${name}lim`],
      t = p[`${name}log`] ? Math.log10 : (v) => v,
      back = p[`${name}log`] ? (v) => 10 ** v : (v) => v,
      [low, high] = own.map(t);
    if (!(p.fit || "").includes(name)) return own;
    const sound = (m, i) => Number.isFinite(m.x[i]) && Number.isFinite(m.y[i]);
    const found = lines.flatMap((m) => Array.from(m[name], (v, i) => sound(m, i) ? t(v) : NaN))
      .filter((v) => v >= low && v <= high);
    if (!found.length) return own;
    const a = Math.min(...found),
      b = Math.max(...found),
      more = Math.max(0.08 * (b - a), (0.12 * (high - low) - (b - a)) / 2);
    return [back(Math.max(low, a - more)), back(Math.min(high, b + more))];
  });
}

export function plot(c, p, X, Y, W, H, k, style) {
  const bars = p.marks.find((m) => m.type === "Bars");
  const pad = p.bare // left, right, bottom, top
    ? [4, 4, 4, p.title ? 22 : 4]
    : [52, 10, p.xlabel || bars ? 40 : 24, p.title ? 24 : 10];
  let left = X + pad[0],
    width = W - pad[0] - pad[1],
    top = Y + pad[3],
    height = H - pad[2] - pad[3];
  const tx = p.xlog ? Math.log10 : (v) => v,
    ty = p.ylog ? Math.log10 : (v) => v;
  const [xlim, ylim] = fitted(p), [x0, x1] = xlim.map(tx), [y0, y1] = ylim.map(ty);
  if (p.equal) {
    const unit = Math.min(width / (x1 - x0), height / (y1 - y0)),
      w = unit * (x1 - x0),
      h = unit * (y1 - y0);
    left += (width - w) / 2;
    top += (height - h) / 2;
    width = w;
    height = h;
  }
  const sx = (v) => left + (tx(v) - x0) / (x1 - x0) * width,
    sy = (v) => top + height - (ty(v) - y0) / (y1 - y0) * height;
  const inside = (x, y) => x > left - 1 && x < left + width + 1 && y > top - 1 && y < top + height + 1;
  const write = (text, x, y, align = "center", bold = "") => {
    c.fillStyle = style.ink;
    c.textAlign = align;
    c.font = `${bold} 12px ${style.font}`;
    c.fillText(text, x, y);
  };
  c.textBaseline = "middle";
  c.lineJoin = "round";
  const ground = p.marks.find((m) => m.type === "Heat");
  if (ground) {
    const image = ground.image ||= heat(ground),
      [a, b] = p.xlim,
      [low, high] = p.ylim,
      across = image.width / (b - a),
      up = image.height / (high - low);
    const corner = [(xlim[0] - a) * across, (high - ylim[1]) * up];
    const size = [(xlim[1] - xlim[0]) * across, (ylim[1] - ylim[0]) * up];
    c.drawImage(image, ...corner, ...size, left, top, width, height);
  }
  if (!p.bare) {
    c.strokeStyle = style.ink;
    c.lineWidth = 1;
    for (const [v, label] of bars ? [] : ticks(...xlim, p.xlog)) {
      c.globalAlpha = 0.14;
      if (!ground) {
        c.beginPath();
        c.moveTo(sx(v), top);
        c.lineTo(sx(v), top + height);
        c.stroke();
      }
      c.globalAlpha = 1;
      write(label, sx(v), top + height + 12);
    }
    for (const [v, label] of ticks(...ylim, p.ylog)) {
      c.globalAlpha = 0.14;
      if (!ground) {
        c.beginPath();
        c.moveTo(left, sy(v));
        c.lineTo(left + width, sy(v));
        c.stroke();
      }
      c.globalAlpha = 1;
      write(label, left - 5, sy(v), "right");
    }
    c.globalAlpha = 0.6;
    c.strokeRect(left, top, width, height);
    c.globalAlpha = 1;
    if (p.xlabel) write(p.xlabel, left + width / 2, top + height + 29);
    if (p.ylabel) {
      c.save();
      c.translate(left - 43, top + height / 2);
      c.rotate(-Math.PI / 2);
      write(p.ylabel, 0, 0);
      c.restore();
    }
  }
  if (p.title) write(p.title, left + width / 2, top - 11, "center", "600");
  const markers = (m, r, from, step, end) => { // whole, also at the edge; what lies outside is not drawn
    const crowd = m.type === "Points" && m.x.length > CROWD;
    c.save();
    c.fillStyle = colour(m, style);
    c.strokeStyle = style.paper;
    c.lineWidth = 1;
    if (crowd) c.globalAlpha = 0.8;
    for (let i = from; i <= end; i += step) {
      const [x, y] = [sx(m.x[i]), sy(m.y[i])];
      if (Number.isFinite(y) && inside(x, y)) dot(c, shape(m), x, y, r, !crowd);
    }
    c.restore();
  };
  for (const m of p.marks) {
    c.save();
    c.beginPath();
    c.rect(left, top, width, height);
    c.clip();
    if (m.type === "Line") {
      const end = m.played ? Math.min(k, m.x.length - 1) : m.x.length - 1,
        whole = Math.floor(end),
        part = end - whole;
      const place = (i) => {
        if (i <= whole || part === 0) return [m.x[i], m.y[i]];
        return [m.x[whole] + part * (m.x[i] - m.x[whole]), m.y[whole] + part * (m.y[i] - m.y[whole])];
      };
      const trace = () => {
        c.beginPath();
        let on = false;
        for (let i = 0; i <= Math.ceil(end); i++) {
          const [a, b] = place(i);
          if (!Number.isFinite(a) || !Number.isFinite(b)) {
            on = false;
            continue;
          }
          c[on ? "lineTo" : "moveTo"](sx(a), Math.max(-1e6, Math.min(1e6, sy(b))));
          on = true;
        }
      };
      c.setLineDash(m.plain ? [] : DASH[shape(m)]);
      if (ground) {
        c.lineWidth = 4;
        c.strokeStyle = isDark() ? "#000a" : "#fffb";
        trace();
        c.stroke();
      }
      c.lineWidth = m.plain ? 1 : 2;
      c.strokeStyle = m.plain ? style.ink : colour(m, style);
      c.globalAlpha = m.plain ? 0.45 : 1;
      trace();
      c.stroke();
      c.restore();
      c.save();
      // a few steps are marked one and all
      const every = m.played && m.x.length <= 16 ? 1 : Math.max(1, Math.ceil(m.x.length / 8));
      if (m.marked) markers(m, 4, m.kind % every || 0, every, whole);
      if (m.played) {
        const [a, b] = place(Math.ceil(end));
        markers({ ...m, x: [a], y: [b] }, 6, 0, 1, 0);
      }
    } else if (m.type === "Points") {
      c.restore();
      c.save();
      markers(m, m.x.length > CROWD ? Math.min(m.size || 4, 3.5) : m.size || 4, 0, 1, m.x.length - 1);
    } else if (m.type === "Bars") {
      const slot = width / m.y.length;
      c.fillStyle = colour(m, style);
      m.y.forEach((v, i) => {
        const a = sy(Math.max(v, 0)),
          b = sy(Math.min(v, 0));
        c.fillRect(left + slot * (i + 0.2), a, slot * 0.6, Math.max(1, b - a));
      });
    } else if (m.type === "Polygon") {
      const [cx, cy] = m.about || [0, 0], cos = Math.cos((m.turn || 0) * k), sin = Math.sin((m.turn || 0) * k);
      c.beginPath();
      for (let i = 0; i < m.x.length; i++) {
        const a = m.x[i] - cx,
          b = m.y[i] - cy;
        c.lineTo(sx(cx + a * cos - b * sin), sy(cy + a * sin + b * cos));
      }
      c.closePath();
      c.globalAlpha = 0.45;
      c.fillStyle = colour(m, style);
      c.fill();
      c.globalAlpha = 1;
      c.strokeStyle = style.ink;
      c.lineWidth = 1.2;
      c.stroke();
    } else if (m.type === "Text") write(m.text, sx(m.x), sy(m.y), m.left ? "left" : "center");
    c.restore();
  }
  if (bars) bars.labels.forEach((label, i) => {
    const middle = left + width / bars.y.length * (i + 0.5);
    write(label, middle, top + height + 12);
    write(bars.y[i] < 1 && num(bars.y[i]) === "1" ? ">0.9999" : num(bars.y[i]), middle, top + height + 28);
  });
}
