// Whether Python still answers: what waits for it says so and rests where it does not.
export const GONE = "Nothing answers here. Run this cell again, and it works.";
const PATIENCE = 5000; // milliseconds until silence is mentioned; a busy kernel that answers later is heard all the same

export function watch(model, show) {
  let waiting = null, over = false;
  const silent = (yes) => { clearTimeout(waiting); if (!over) show(yes ? GONE : ""); };
  const expect = () => { clearTimeout(waiting); waiting = setTimeout(() => silent(true), PATIENCE); };
  const changed = () => { silent(true); greet(); };
  const greet = () => { expect(); try { model.send({ hello: true }); } catch { silent(true); } };
  const heard = () => silent(false);
  model.on("msg:custom", heard);
  model.on("comm_live_update", changed); // the kernel was restarted or ended, or is back
  return { greet, expect, heard, end: () => { over = true; clearTimeout(waiting); model.off("msg:custom", heard); model.off("comm_live_update", changed); } };
}

export const rest = (box, yes) => box.querySelectorAll("button, input, select, textarea").forEach((node) => {
  if (yes && !node.disabled) { node.disabled = true; node.dataset.resting = "yes"; }
  if (!yes && node.dataset.resting) { node.disabled = false; delete node.dataset.resting; }
});
