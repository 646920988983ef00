// What every live picture shares: reading a scene, controls, the player. All numbers come from Python.
import { rest, watch } from "./alive.mjs";
import { el } from "./dom.mjs";
import { sample } from "./marks.mjs";

const LIGHT = ["#1f6fbf", "#bd1f01", "#2f7d4f", "#832db6", "#b06a00", "#555555", "#0e7c86"];
const DARK = ["#6cb6ff", "#ff8a70", "#6fcf97", "#cf9fff", "#ffb454", "#bdbdbd", "#5fd6e0"];

export const num = (v) => {
  if (v === null || Number.isNaN(v)) return "no number";
  const size = Math.abs(v);
  if (size >= 1e5 || (size > 0 && size < 1e-3)) return (+v.toPrecision(4)).toExponential();
  return String(+v.toPrecision(4));
};

export const isDark = () => document.body.dataset.jpThemeLight === "false";

export function look(box) {
  const style = getComputedStyle(box);
  return { ink: style.color, paper: style.backgroundColor, colours: isDark() ? DARK : LIGHT, font: style.fontFamily };
}

function read(model) {
  const scene = model.get("scene");
  const bytes = (name) => {
    const v = model.get(name);
    return v?.buffer ? v.buffer.slice(v.byteOffset, v.byteOffset + v.byteLength) : new ArrayBuffer(0);
  };
  const numbers = new Float32Array(bytes("numbers")),
    heats = new Uint8Array(bytes("heats"));
  const at = (place) => numbers.subarray(place[0], place[0] + place[1]);
  const mark = (m) => {
    if (m.type === "Heat") return { ...m, values: heats.subarray(m.start, m.start + m.rows * m.columns) };
    return m.type === "Text" ? m : { ...m, x: m.x && at(m.x), y: at(m.y) };
  };
  return {
    ...scene,
    say: model.get("say"),
    panels: scene.panels.map((p) => ({ ...p, marks: p.marks.map(mark) })),
    readings: Object.entries(scene.readings).map(([name, place]) => [name, at(place)])
  };
}

function labelled(text, input, ...more) {
  input.id = `dlc-${Math.random().toString(36).slice(2)}`;
  return el("span", { class: "control" }, el("label", { for: input.id }, text), input, ...more);
}

function control(spec, value, change) {
  if (spec.kind === "Press" || spec.kind === "Switch") {
    const button = el("button", { type: "button" });
    button.show = (v) => {
      button.textContent = spec.kind === "Switch" && v ? spec.pressed : spec.label;
      if (spec.kind === "Switch") button.setAttribute("aria-pressed", v);
    };
    button.onclick = () => {
      value = spec.kind === "Switch" ? !value : value + 1;
      button.show(value);
      change(value);
    };
    button.show(value);
    return [button, (v) => button.show(value = v)];
  }
  if (spec.kind === "Choice") {
    const options = spec.values.map((v) => el("option", { value: v }, v));
    const select = el("select", { onchange: () => change(select.value) }, ...options);
    select.value = value;
    return [labelled(spec.label, select), (v) => {
      select.value = v;
 }];
  }
  if (spec.kind === "Entry") {
    const input = el("input", { type: "text", size: 24, spellcheck: "false", autocomplete: "off" });
    input.onchange = () => change(input.value);
    input.value = value;
    return [labelled(spec.label, input), (v) => {
      if (document.activeElement !== input) input.value = v;
 }];
  }
  const nearer = (v) => (best, w, i) => Math.abs(w - v) < Math.abs(spec.values[best] - v) ? i : best;
  const near = (v) => spec.values.reduce(nearer(v), 0);
  const input = el("input", { type: "range", min: 0, max: spec.values.length - 1 }),
    shown = el("output", {});
  const show = (v) => {
    input.value = near(v);
    shown.textContent = num(v);
    input.setAttribute("aria-valuetext", num(v));
  };
  input.oninput = () => {
    show(spec.values[input.value]);
    change(spec.values[input.value]);
  };
  show(value);
  return [labelled(spec.label, input, shown), show];
}

function player(frames, rate, moved, settled) {
  let k = 0,
    clock = null;
  const play = el("button", { type: "button" }, "▶ Play"),
    back = el("button", { type: "button" }, "◀ Step"),
    next = el("button", { type: "button" }, "Step ▶");
  const slide = el("input", { type: "range", min: 0, max: 0, "aria-label": "step" }),
    shown = el("output", {});
  const show = () => {
    const whole = Math.round(k);
    slide.value = whole;
    shown.textContent = `step ${whole} of ${frames - 1}`;
    slide.setAttribute("aria-valuetext", shown.textContent);
  };
  const go = (v) => {
    k = Math.max(0, Math.min(frames - 1, v));
    show();
    moved(k);
  };
  const stop = () => {
    if (clock !== null) cancelAnimationFrame(clock);
    clock = null;
    play.textContent = "▶ Play";
    play.setAttribute("aria-pressed", "false");
    go(Math.round(k));
    settled(k);
  };
  const start = () => {
    if (k >= frames - 1) k = 0;
    play.textContent = "⏸ Pause";
    play.setAttribute("aria-pressed", "true");
    let last = performance.now();
    const tick = (now) => {
      const far = k + (now - last) / 1000 * rate;
      last = now;
      if (far >= frames - 1) {
        k = frames - 1;
        return stop();
      }
      go(far);
      clock = requestAnimationFrame(tick);
    };
    clock = requestAnimationFrame(tick);
  };
  play.onclick = () => clock === null ? start() : stop();
  back.onclick = () => {
    stop();
    go(Math.round(k) - 1);
    settled(k);
  };
  next.onclick = () => {
    stop();
    go(Math.round(k) + 1);
    settled(k);
  };
  slide.oninput = () => {
    if (clock !== null) stop();
    go(+slide.value);
  };
  slide.onchange = () => settled(k);
  const row = el("div", { class: "row" }, play, back, next, slide, shown);
  return {
    row,
    stop,
    get k() {
      return k;
    },
    reset(count, speed, position) {
      frames = count;
      rate = speed;
      slide.max = Math.max(0, count - 1);
      row.hidden = count < 2;
      k = Math.min(position, Math.max(0, count - 1));
      show();
    }
  };
}

// The legend: each line as it is drawn, with what it reads now; where the scene says so, each switches its line off.
function legend(press) {
  const list = el("ul", {});
  let known = "",
    items = [];
  const symbol = (m, style) => {
    const canvas = el("canvas", {}),
      c = canvas.getContext("2d"),
      dpr = window.devicePixelRatio || 1;
    canvas.width = 30 * dpr;
    canvas.height = 14 * dpr;
    c.scale(dpr, dpr);
    sample(c, m, style, 30, 14);
    return el("img", { src: canvas.toDataURL(), alt: "", class: "symbol" });
  };
  const make = (scene, style) => {
    const marks = new Map(),
      read = scene.readings.map(([name]) => name);
    scene.panels.forEach((p) => p.marks.forEach((m) => {
      if (m.name && !m.plain && !marks.has(m.name)) marks.set(m.name, m);
    }));
    items = [...marks.keys(), ...read.filter((name) => !marks.has(name))].map((name) => {
      const text = el("span", {}),
        m = marks.get(name),
        inside = m ? [symbol(m, style), text] : [text];
      const button = m && scene.toggles && el("button", { type: "button", onclick: () => press(name) }, ...inside);
      return { name, text, button, item: button ? el("li", {}, button) : el("li", {}, ...inside) };
    });
    list.replaceChildren(...items.map(({ item }) => item));
    list.hidden = !items.length;
  };
  return {
    list,
    show(scene, style, value, hidden) {
      const marks = scene.panels.map((p) => p.marks.map((m) => [m.name, m.type, m.kind, m.marked]));
      const names = scene.readings.map(([name]) => name);
      const now = JSON.stringify([style.colours, style.ink, scene.toggles, marks, names]);
      if (now !== known) {
        known = now;
        make(scene, style);
      }
      const read = new Map(scene.readings);
      for (const { name, text, button } of items) {
        text.textContent = read.has(name) && !hidden.has(name) ? `${name} ${value(read.get(name))}` : name;
        if (button) button.setAttribute("aria-pressed", !hidden.has(name));
      }
    }
  };
}

// What a scene tells at its end: who is lowest, and who left.
export function ending(scene, hidden) {
  const shown = scene.readings.filter(([name]) => !hidden.has(name)),
    last = (v) => v[v.length - 1];
  const order = shown.filter(([, v]) => Number.isFinite(last(v)))
    .sort((a, b) => last(a[1]) - last(b[1]))
    .map(([name]) => name);
  const lost = shown.filter(([, v]) => !Number.isFinite(last(v)))
    .map(([name, v]) => `${name} after step ${v.filter(Number.isFinite).length - 1}`);
  return `${scene.ranked}: ${order.join(", ") || "none"}.${lost.length ? ` Ran away: ${lost.join(", ")}.` : ""}`;
}

const WIDEST = 690;

export function view(paint, tall) {
  return {
    render({ model, el: host }) {
      const canvas = el("canvas", { role: "img", tabindex: 0 }),
        c = canvas.getContext("2d"),
        holder = el("div", { class: "holder" }, canvas);
      const trouble = el("p", { class: "trouble", role: "status" }),
        say = el("p", { class: "say", role: "status" }),
        problem = el("p", { class: "problem", role: "alert" });
      let scene = read(model),
        sent = model.get("answered"),
        waiting = null,
        values = { ...model.get("values") },
        size = "";
      const hidden = new Set(model.get("hidden") || []);
      const list = legend((name) => {
        hidden[hidden.has(name) ? "delete" : "add"](name);
        model.set("hidden", [...hidden]);
        model.save_changes();
        draw();
      });
      const send = () => {
        if (waiting !== null) return;
        waiting = ++sent;
        kernel.expect();
        model.set("values", { ...values, _sent: sent });
        model.save_changes();
      };
      let again = false;
      const put = (name, value) => {
        values[name] = value;
        for (const [other, , show] of parts)
          if (other === name) show(value);
      };
      const change = (spec) => (value) => {
        values[spec.name] = value;
        if (spec.chooses) put(...spec.chooses);
        if (waiting !== null) again = true;
        else send();
      };
      const parts = model.get("settings").map((spec) => [spec.name, ...control(spec, values[spec.name], change(spec))]);
      const play = player(scene.frames, scene.rate, () => draw(), (k) => {
        model.set("at", Math.round(k));
        model.save_changes();
      });
      const box = el("div", { class: "dlc", role: "group", "data-lm-suppress-shortcuts": "true" });
      box.setAttribute("aria-label", model.get("title"));
      const controls = el("div", { class: "row" }, ...parts.map(([, node]) => node));
      box.append(controls, holder, play.row, list.list, trouble, problem, say);
      const kernel = watch(model, (text) => {
        trouble.textContent = text;
        rest(box, Boolean(text));
      });
      box.addEventListener("keydown", (event) => event.stopPropagation()); // keys are ours, not the notebook's
      // a letter is as large on a phone as on a desk: the picture has as many points as there is room for
      function room() {
        const width = Math.max(200, Math.min(WIDEST, Math.floor(holder.clientWidth) || WIDEST)),
          height = Math.round(tall(scene, width)),
          dpr = window.devicePixelRatio || 1;
        if (size !== `${width} ${height} ${dpr}`) {
          size = `${width} ${height} ${dpr}`;
          canvas.width = width * dpr;
          canvas.height = height * dpr;
          canvas.style.width = `${width}px`;
          canvas.style.height = `${height}px`;
          c.setTransform(dpr, 0, 0, dpr, 0, 0);
        }
        return [width, height];
      }

      function draw() {
        const k = play.k,
          style = look(box),
          whole = Math.round(k),
          [width, height] = room();
        c.clearRect(0, 0, width, height);
        const shown = scene.panels.map((p) => ({ ...p, marks: p.marks.filter((m) => !hidden.has(m.name)) }));
        const result = scene.ranked ? ending(scene, hidden) : scene.ending,
          done = result && whole === scene.frames - 1 ? ` ${result}` : "";
        say.textContent = paint(c, { ...scene, panels: shown }, k, width, height, style) || scene.say + done;
        const value = (v) => num(v.length > 1 ? v[Math.min(whole, v.length - 1)] : v[0]);
        list.show(scene, style, value, hidden);
        const told = scene.readings.filter(([name]) => !hidden.has(name))
          .map(([name, v]) => `${name} ${value(v)}`)
          .join(", ");
        const words = [say.textContent, told && `Step ${whole}: ${told}.`].filter(Boolean);
        canvas.setAttribute("aria-label", words.join(" "));
        box.dataset.step = whole;
        box.dataset.answered = model.get("answered");
        box.drawn = (box.drawn || 0) + 1;
      }

      function refresh() {
        const before = scene.frames,
          was = play.k;
        scene = read(model);
        if (!(scene.frames === before && play.row.querySelector("[aria-pressed=true]")))
          play.reset(scene.frames, scene.rate, scene.frames === before ? was : model.get("at"));
        problem.textContent = model.get("problem");
        draw();
      }
      let queued = false;
      model.on("change:numbers change:scene change:heats change:say change:problem", () => {
        if (!queued) {
          queued = true;
          queueMicrotask(() => {
            queued = false;
            refresh();
          });
        }
      });
      model.on("change:answered", () => {
        kernel.heard();
        box.dataset.answered = model.get("answered");
        if (waiting !== null && model.get("answered") >= waiting) {
          waiting = null;
          if (again) {
            again = false;
            send();
          }
        }
      });
      model.on("change:values", () => {
        if (waiting !== null) return;
        values = { ...model.get("values") };
        for (const [name, , show] of parts) show(values[name]);
      });
      const theme = new MutationObserver(() => {
        for (const p of scene.panels)
          for (const m of p.marks) delete m.image;
        draw();
      });
      const seen = new ResizeObserver(() => draw()); // colours and width are known once the box is in the page
      seen.observe(holder);
      theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
      host.append(box);
      play.reset(scene.frames, scene.rate, model.get("at"));
      refresh();
      kernel.greet();
      return () => {
        kernel.end();
        theme.disconnect();
        seen.disconnect();
        play.stop();
      };
    }
  };
}
