// A picture in a page without Python: the settings were computed beforehand and are looked up here.
const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);

export function modelOf(picture) {
  const { settings, grids, states, pool } = picture, listeners = {};
  const { title, values, hidden = [] } = picture;
  const state = { title, settings, values, hidden, at: 0, answered: 0, problem: "" };
  const fire = (name) => (listeners[`change:${name}`] || []).forEach((f) => f());
  const look = () => {
    const chosen = (s, i) => Math.max(0, grids[i].indexOf(state.values[s.name]));
    const place = settings.reduce((sum, s, i) => sum * grids[i].length + chosen(s, i), 0);
    const found = states[place];
    state.problem = found.problem || "";
    if (!found.problem) {
      state.say = found.say;
      state.scene = JSON.parse(pool[found.scene]);
      state.numbers = bytes(pool[found.numbers]);
      state.heats = bytes(pool[found.heats]);
    }
    state.answered = state.values._sent || 0;
  };
  look();
  return {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      if (name === "values") look();
    },
    save_changes: () => ["scene", "numbers", "heats", "say", "problem", "answered"].forEach(fire),
    on: (names, f) => names.split(" ").forEach((name) => (listeners[name] ||= []).push(f)),
    off: () => {},
    send: () => queueMicrotask(() => (listeners["msg:custom"] || []).forEach((f) => f({}))),
  };
}
