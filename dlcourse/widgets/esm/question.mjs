// A question that takes an answer.
// What is right is not known here: each try goes to Python, or to the page's own judge.
import { rest, watch } from "./alive.mjs";
import { el } from "./dom.mjs";

const FIELDS = {
  number: { send: "Check", label: "Your answer" },
  predict: { send: "See what comes out", label: "Your guess" },
  explain: { send: "Compare", label: "In your own words" },
};
const MARKS = { right: "✓ ", wrong: "✗ ", unread: "", shown: "", noted: "" };

const html = (tag, text, attributes = {}) => {
  const node = el(tag, attributes);
  node.innerHTML = text; // the course's own words, escaped where they were made
  return node;
};

const question = {
  render({ model, el: host }) {
    const box = el("div", { class: "dlc-question", role: "group", "data-lm-suppress-shortcuts": "true" });
    let parts = {};
    const kernel = watch(model, (trouble) => {
      parts.trouble.textContent = trouble;
      rest(box, Boolean(trouble));
    });
    const ask = (message) => {
      kernel.expect();
      model.send({ number: model.get("card").number, ...message });
    };

    function field(card) {
      const { send, label } = FIELDS[card.kind];
      const id = `dlc-${Math.random().toString(36).slice(2)}`;
      const size = card.kind === "number" ? 18 : 40;
      const input = card.kind === "explain"
        ? el("textarea", { id, rows: 3 })
        : el("input", { id, type: "text", autocomplete: "off", spellcheck: "false", size });
      const button = el("button", { type: "submit" }, send);
      const form = el("form", { class: "row" }, el("label", { for: id }, label), input, button);
      form.onsubmit = (event) => {
        event.preventDefault();
        ask({ take: input.value });
      };
      input.onkeydown = (event) => {
        const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
        if (card.kind === "explain" && sends) form.requestSubmit();
      };
      parts.input = input;
      return form;
    }

    function options(card) {
      const made = card.options.map(({ value, html: text }) => {
        const button = html("button", text, { type: "button" });
        button.onclick = () => {
          parts.chosen = button;
          ask({ take: value });
        };
        button.dataset.value = value;
        return button;
      });
      return el("div", { class: "options", role: "group", "aria-label": "Options" }, ...made);
    }

    function build() {
      const card = model.get("card");
      const open = el("button", { type: "button", class: "quiet" }, "Show the answer");
      open.onclick = () => ask({ open: true });
      parts = {
        open,
        trouble: el("p", { class: "trouble", role: "status" }),
        told: el("div", { class: "told", role: "status" }),
      };
      box.dataset.kind = card.kind;
      box.setAttribute("aria-label", card.label);
      const entry = card.options.length ? options(card) : field(card);
      box.replaceChildren(
        ...(card.place ? [el("p", { class: "place" }, card.place)] : []),
        html("p", card.html, { class: "asked" }), el("p", { class: "advice" }, card.advice), entry, parts.told,
        el("div", { class: "row" }, open), parts.trouble);
      ask({ state: true });
    }

    function comparing() {
      const button = (text, complete) => el("button", { type: "button", onclick: () => ask({ complete }) }, text);
      return el("div", { class: "row" }, button("Yes, all of it", true), button("Something was missing", false));
    }

    function tell(reply) {
      parts.told.className = `told ${reply.status || ""}`;
      const shown = [];
      if (reply.past) shown.push(el("p", { class: "past" }, reply.past));
      if (reply.given && parts.input && !parts.input.value) parts.input.value = reply.given;
      if (reply.html) shown.push(html("p", MARKS[reply.status] + reply.html));
      if (reply.answer) shown.push(html("div", reply.answer, { class: "answer" }));
      if (reply.points?.length) shown.push(el("ul", {}, ...reply.points.map((point) => html("li", point))));
      if (reply.compare) shown.push(comparing());
      if (reply.next) {
        const next = el("button", { type: "button", onclick: () => ask({ next: true }) }, reply.next);
        shown.push(el("div", { class: "row" }, next));
      }
      parts.told.replaceChildren(...shown);
      if (parts.chosen && (reply.status === "right" || reply.status === "wrong")) {
        parts.chosen.classList.add(reply.status);
        if (!parts.chosen.dataset.marked) parts.chosen.prepend(MARKS[reply.status]);
        parts.chosen.dataset.marked = "yes";
        if (reply.status === "wrong") parts.chosen.disabled = true;
      }
      if (reply.done) {
        parts.open.hidden = true;
        box.querySelectorAll("form button, .options button").forEach((node) => {
          node.disabled = true;
        });
        if (parts.input) parts.input.readOnly = true;
      }
      box.dataset.status = reply.done ? "done" : reply.status || "open";
      box.dataset.replies = +(box.dataset.replies || 0) + 1;
    }

    box.addEventListener("keydown", (event) => event.stopPropagation()); // keys are ours, not the notebook's
    const heard = (message) => {
      if (message.number === model.get("card").number) tell(message);
    };
    model.on("msg:custom", heard);
    model.on("change:card", build);
    host.append(box);
    build();
    return () => {
      kernel.end();
      model.off("msg:custom", heard);
      model.off("change:card", build);
    };
  }
};

export default question;
