// Whether Python still answers: what waits for it says so and rests where it does not.
const GONE = "Nothing answers here. Run this cell again, and it works.";

export function watch(model, show) {
  let waiting = null;
  const heard = () => {
    clearTimeout(waiting);
    show("");
  };
  const gone = () => {
    clearTimeout(waiting);
    show(GONE);
  };
  const expect = () => {
    clearTimeout(waiting);
    waiting = setTimeout(gone, 5000);
  }; // milliseconds; a busy kernel that answers later is heard
  const greet = () => {
    expect();
    try {
      model.send({ hello: true });
    } catch {
      gone();
    }
  };
  const changed = () => {
    gone();
    greet();
  };
  model.on("msg:custom", heard);
  model.on("comm_live_update", changed); // the kernel was restarted or ended, or is back
  return {
    greet,
    expect,
    heard,
    end: () => {
      clearTimeout(waiting);
      model.off("msg:custom", heard);
      model.off("comm_live_update", changed);
    }
  };
}

export const rest = (box, yes) => box.querySelectorAll("button,input,select,textarea").forEach((node) => {
  if (yes ? !node.disabled : "rests" in node.dataset) node.disabled = node.toggleAttribute("data-rests", yes);
});
