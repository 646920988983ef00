// Judges answers in a page without Python, as `dlcourse/questions/sitting.py` and `typed.py` do in a kernel.
const NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?";
const VALUE = new RegExp(`^(${NUMBER})(?:/(${NUMBER}))?$`, "i");

export function readNumbers(text, count) {
  if (text.length > 200) return null;
  text = text.replace(/[−–]/g, "-").replace(/[()[\]{}%]/g, " ").trim().replace(/\s*\/\s*/g, "/");
  if (text.includes(";") || (count === 1 && /^[+-]?\d+,\d+$/.test(text))) text = text.replaceAll(",", ".");
  const values = text.split(/[,;\s]+/).filter(Boolean).map((piece) => {
    const found = VALUE.exec(piece);
    return found ? Number(found[1]) / Number(found[2] ?? 1) : NaN;
  });
  return values.length === count && values.every(Number.isFinite) ? values : null;
}

const near = (given, values, slack) => given.every((g, i) => Math.abs(g - values[i]) <= slack[i]);
const listed = (places) => places.length === 1
  ? `${places[0]}`
  : `${places.slice(0, -1).join(", ")} and ${places.at(-1)}`;
const sorted = (values) => JSON.stringify([...values].sort((a, b) => a - b));

export function hint({ answer, slack, digits }, given) {
  const negated = given.map((g) => -g);
  if (answer.length > 1) {
    const fitting = answer.flatMap((r, i) => Math.abs(given[i] - r) <= slack[i] ? [i + 1] : []);
    if (sorted(given) === sorted(answer)) return "These are the right numbers in another order.";
    if (fitting.length) return `Right at place ${listed(fitting)}, not yet at the others.`;
    return near(negated, answer, slack) ? "Only the signs are wrong." : "None of these numbers is right yet.";
  }
  if (near(negated, answer, slack)) return "The size is right, the sign is not.";
  if (digits !== null && Math.abs(given[0] - answer[0]) <= 3 * 10 ** -digits)
    return "Very near, but not rounded right, or rounded too early on the way.";
  const power = Math.log10(given[0] / answer[0]);
  if (Number.isFinite(power) && Math.round(power) !== 0 && Math.abs(power - Math.round(power)) < 1e-6)
    return "The digits are right, the decimal point stands elsewhere.";
  return "Not that.";
}

const judges = {
  number({ truth }, given) {
    const values = readNumbers(given, truth.answer.length);
    if (values === null) return { status: "unread", html: truth.wanted };
    const candidates = given.includes("%") ? [values, values.map((v) => v / 100)] : [values];
    if (candidates.some((c) => near(c, truth.answer, truth.slack)))
      return { status: "right", html: "Right.", answer: truth.opened, done: true };
    const known = truth.mistakes.find((m) => near(values, m.values, m.slack));
    return { status: "wrong", html: known ? known.html : hint(truth, values) };
  },
  choose({ truth }, given) {
    if (!(given in truth.told)) return { status: "unread", html: "Choose one of the options." };
    const right = given === truth.right,
      why = truth.told[given];
    if (right) return { status: "right", html: `Right. ${why}`, answer: truth.why, done: true };
    return { status: "wrong", html: `No. ${why}` };
  },
  predict({ truth }, given) {
    if (!given) return { status: "unread", html: "Write a guess first, however rough." };
    const html = "Your guess stands above. This is what comes out:";
    return { status: "noted", html, answer: truth.opened, done: true };
  },
  explain({ truth }, given) {
    if (given.length < 3)
      return { status: "unread", html: "Write a sentence of your own first: that is what makes the answer stick." };
    const html = "A good answer. Is all of it in yours?";
    return { status: "noted", html, answer: truth.good, points: truth.points, done: true };
  },
};

export function questionModel(data) {
  const listeners = new Set(),
    { card, truth } = data;
  let tries = 0,
    last = null;
  const say = (reply) => queueMicrotask(() => listeners.forEach((f) => f({ number: card.number, ...reply })));
  const take = (given) => {
    if (last?.done) return last;
    let reply = judges[card.kind](data, given.trim());
    if (reply.status !== "unread") tries += 1;
    if (reply.status === "wrong") {
      const over = tries >= truth.tries || card.options.length === 2;
      reply = over
        ? { ...reply, answer: truth.opened, done: true }
        : { ...reply, html: `${reply.html} Try once more.` };
    }
    return last = reply;
  };
  return {
    get: (name) => ({ card })[name],
    on: (name, f) => {
      if (name === "msg:custom") listeners.add(f);
    },
    off: (name, f) => listeners.delete(f),
    said: () => last || {},
    send: (message) => {
      if ("take" in message) say(take(message.take));
      else if (message.open) say(last?.done ? last : last = { status: "shown", answer: truth.opened, done: true });
      else say(last || {});
    },
  };
}
