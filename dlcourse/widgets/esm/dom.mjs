// Making an element: its attributes, its handlers (names that start with "on"), its children.
export const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith("on")) node[name] = value;
    else if (value !== false) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
