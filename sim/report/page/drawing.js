// What all drawings share: elements of SVG, numbers as they were packed, labels that keep apart.
const SVG = "http://www.w3.org/2000/svg";

function draw(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

function node(parent, name, text, attributes) {
  const element = document.createElement(name);
  for (const key in attributes || {}) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

// A row that was packed as its changes.
function sums(changes) {
  let value = 0;
  return changes.map((change) => (value += change));
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const measure = document.createElement("canvas").getContext("2d");

function widthOf(text, bold) {
  measure.font = (bold ? "600 " : "") + '12px system-ui, "Segoe UI", "Noto Sans", sans-serif';
  return measure.measureText(text).width;
}

// Labels are placed in the order in which they are asked for; one that finds no room is left out,
// since what it says stands in the table beside the map as well.
class Labels {
  constructor(width, height) {
    Object.assign(this, { width, height, taken: [], texts: [] });
  }

  keepFree(x, y, radius) {
    this.taken.push([x - radius, y - radius, x + radius, y + radius]);
  }

  // A text within a circle, where it fits in and nothing else stands there.
  within(x, y, radius, text, className) {
    const wide = widthOf(text) + 2;
    return wide <= 1.8 * radius && this.place(x, y, 0, text, className, [[-wide / 2, -6.5]]);
  }

  // Texts lie above everything else.
  write(parent) {
    for (const [x, y, className, text] of this.texts)
      draw(parent, "text", { x, y, class: "halo " + className }, text);
  }

  place(x, y, gap, text, className, only) {
    const wide = widthOf(text, className.includes("town")) + 2, high = 13;
    const choices = only || [
      [gap, -high / 2], [-gap - wide, -high / 2], [-wide / 2, -gap - high], [-wide / 2, gap],
      [gap, -gap - high / 2], [gap, gap - high / 2], [-gap - wide, gap - high / 2],
      [-gap - wide, -gap - high / 2],
    ];
    for (const [dx, dy] of choices) {
      const box = [x + dx, y + dy, x + dx + wide, y + dy + high];
      if (box[0] < 0 || box[1] < 0 || box[2] > this.width || box[3] > this.height) continue;
      if (this.taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3]))
        continue;
      this.taken.push(box);
      this.texts.push([box[0] + 1, box[1] + 10.5, className, text]);
      return true;
    }
    return false;
  }
}
