// The map: roads and places, and on them what is so at the moment.
const SHAPES = {
  square: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
  triangle: (x, y, r) => `M${x} ${y - r * 1.15}l${r * 1.15} ${r * 2.1}h${-r * 2.3}z`,
  diamond: (x, y, r) => `M${x} ${y - r * 1.3}l${r * 1.3} ${r * 1.3}l${-r * 1.3} ${r * 1.3}l${-r * 1.3} ${-r * 1.3}z`,
};
const COLOURS = { police: "--police", peacekeepers: "--keepers", higher_command: "--keepers", army: "--army" };

class IbarMap {
  constructor(svg, data, most) {
    Object.assign(this, { svg, data, most, map: data.map, box: null });
    this.zoom(null);
  }

  // A box of the map, or all of it.
  zoom(box) {
    const whole = [0, 0, this.map.width, this.map.height];
    const pad = box ? 0.12 * Math.max(box[2] - box[0], box[3] - box[1], 25) + 4 : 0;
    this.box = box ? [box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad] : whole;
    this.width = Math.max(280, this.svg.clientWidth || 640);
    this.height = Math.round(Math.min(1.15 * this.width, Math.max(0.6 * this.width,
      this.width * (this.box[3] - this.box[1]) / (this.box[2] - this.box[0]))));
    const beside = box ? 90 : 0;  // room for crowds that stand beside the outermost places
    this.scale = Math.min((this.width - beside) / (this.box[2] - this.box[0]), this.height / (this.box[3] - this.box[1]));
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    this.svg.style.height = "auto";
  }

  at(x, y) {
    return [
      (x - (this.box[0] + this.box[2]) / 2) * this.scale + this.width / 2,
      (y - (this.box[1] + this.box[3]) / 2) * this.scale + this.height / 2,
    ];
  }

  // Everything anew: a few hundred elements, which takes a few milliseconds.
  show(moment, all) {
    this.svg.replaceChildren();
    const labels = new Labels(this.width, this.height);
    this.roads();
    const spots = this.spots(moment), crowds = this.crowds(moment);
    this.people(crowds);
    for (const spot of spots) this.site(spot, labels);
    const posts = this.posts(moment, labels, all, crowds);
    this.towns(labels);
    this.count(crowds, labels);
    this.names(labels);
    for (const spot of spots)
      if (all) labels.place(spot.x, spot.y, 9, String(spot.count), "count");
    for (const [x, y, text] of posts) labels.place(x, y, 9, text, "count");
    labels.write(this.svg);
  }

  roads() {
    for (const [x1, y1, x2, y2, foot] of this.map.roads) {
      const [a, b] = [this.at(x1, y1), this.at(x2, y2)];
      draw(this.svg, "line", {
        x1: a[0], y1: a[1], x2: b[0], y2: b[1], "stroke-width": foot ? 1 : 2,
        stroke: foot ? "var(--foot)" : "var(--road)", "stroke-dasharray": foot ? "2 3" : "none",
      });
    }
    for (const point of this.map.points) {
      if (!point || (point[3] !== "town" && point[3] !== "place")) continue;
      const [x, y] = this.at(point[1], point[2]);
      draw(this.svg, "circle", { cx: x, cy: y, r: point[3] === "town" ? 3.5 : 1.8, fill: "var(--soft)" });
    }
  }

  // A spot is a place with a barricade, or one that is closed or held.
  spots(moment) {
    const found = new Map();
    for (const [place, state, share, count] of moment.sites) {
      const point = this.map.points[place];
      if (!point) continue;
      const [x, y] = this.at(point[1], point[2]);
      const spot = found.get(place) || { x, y, state: 0, share: 0, count: 0, crossing: point[3] === "crossing" };
      if (share >= spot.share || state & BLOCKED) Object.assign(spot, { share: Math.max(share, spot.share), count: Math.max(count || 0, spot.count) });
      spot.state |= state;
      found.set(place, spot);
    }
    return [...found.values()];
  }

  site(spot, labels) {
    const { x, y, state, share } = spot, opacity = 0.2 + 0.8 * share;
    const group = draw(this.svg, "g", { opacity });
    labels.keepFree(x, y, 7);
    if (state & CLOSED) {
      draw(group, "circle", { cx: x, cy: y, r: 7.5, fill: "var(--paper)", stroke: "var(--blocked)", "stroke-width": 2.5 });
      draw(group, "path", { d: `M${x - 4} ${y}h8`, stroke: "var(--blocked)", "stroke-width": 3 });
    } else if (state & BLOCKED) {
      draw(group, "path", { d: SHAPES.square(x, y, 6), fill: "var(--blocked)" });
      draw(group, "path", { d: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6`, stroke: "var(--paper)", "stroke-width": 2 });
    } else {
      draw(group, "path", { d: SHAPES.triangle(x, y, 6), fill: "none", stroke: "var(--keepers)", "stroke-width": 2 });
    }
  }

  // Crowds of each place: one of people at home stands on it, others left and right of it in turn,
  // with the signs of the site and of who stands there between them.
  crowds(moment) {
    const at = new Map(), found = [];
    this.map.crowds.forEach(([group, place, name, where], row) => {
      const point = this.map.points[place], people = moment.people[row];
      if (people < 1 || !point) return;
      const [x, y] = this.at(point[1], point[2]), spot = `${point[1]} ${point[2]}`;
      const radius = Math.max(3, 34 * Math.sqrt(people / this.most));
      if (!at.has(spot)) at.set(spot, []);
      const crowd = { group, place, name, where, people, radius, x, y, isSite: point[3] !== "municipality" };
      at.get(spot).push(crowd);
      found.push(crowd);
    });
    for (const beside of at.values()) {
      const ends = [9, 9];
      if (beside.length > 1 || beside[0].isSite) beside.forEach((crowd, n) => {
        const side = (n + 1) % 2;
        crowd.x += (side ? 1 : -1) * (ends[side] + crowd.radius);
        ends[side] += 2 * crowd.radius + 2;
      });
    }
    return found;
  }

  // The area of a circle is the number of people; each group has its colour and letter.
  people(crowds) {
    for (const { group, name, where, people, radius, x, y } of crowds) {
      const circle = draw(this.svg, "circle", {
        cx: x, cy: y, r: radius, fill: `var(--group${group % 4})`, "fill-opacity": 0.45,
        stroke: `var(--group${group % 4})`, "stroke-dasharray": group ? "4 2" : "none",
      });
      draw(circle, "title", {}, `${name}, ${where}: ${people}`);
    }
  }

  count(crowds, labels) {
    for (const { name, people, radius, x, y } of crowds) {
      const text = `${letterOf(name)} ${people.toLocaleString(this.data.lang)}`;
      if (people >= 10 && !labels.within(x, y, radius, text, "count")) labels.place(x, y, radius * 0.75 + 3, text, "count");
    }
  }

  // Who stands at a place: left of it, or above and below where crowds stand on both its sides.
  posts(moment, labels, all, crowds) {
    const beside = new Map(), found = [], met = new Map();
    for (const crowd of crowds) met.set(crowd.place, (met.get(crowd.place) || 0) + 1);
    for (const [force, place, there, coming] of moment.posts) {
      const point = this.map.points[place];
      if (!point) continue;
      const look = this.map.forces[force], n = beside.get(place) || 0, row = Math.floor(n / 2);
      beside.set(place, n + 1);
      const [x0, y0] = this.at(point[1], point[2]), down = n % 2 ? 1 : -1;
      const [x, y] = met.get(place) > 1 ? [x0, y0 + down * (14 + 14 * row)] : [x0 - 14 - 15 * row, y0 + 8 * down];
      const opacity = all ? 0.25 + 0.75 * there / this.data.n : there ? 1 : 0.4;
      const group = draw(this.svg, "g", { opacity });
      draw(group, "path", { d: SHAPES[look.shape](x, y, 6), fill: `var(${COLOURS[look.kind]})` });
      draw(group, "text", { x, y: y + 3.5, "text-anchor": "middle", class: "sign" }, look.letter);
      draw(group, "title", {}, `${look.name}, ${point[0]}: ${there || coming}`);
      labels.keepFree(x, y, 7);
      found.push([x, y, String(there || coming)]);
    }
    return found;
  }

  // Names of municipalities come first, below where crowds and posts are drawn.
  towns(labels) {
    for (const town of this.map.towns) {
      const [x, y] = this.at(...town.at), half = widthOf(town.name, true) / 2;
      const below = [[-half, 15], [-half, 27], [-half, -30], [26, 15], [-2 * half - 26, 15]];
      labels.place(x, y, 8, town.name, "town", below);
    }
  }

  // A town that is the seat of a municipality has its name already.
  names(labels) {
    const seats = new Set(this.map.towns.map((town) => town.at.join(" ")));
    for (const kind of ["crossing", "town", "site", "place"])
      for (const point of this.map.points) {
        if (!point || point[3] !== kind || seats.has(`${point[1]} ${point[2]}`)) continue;
        if (kind === "place" && this.scale < 2) continue;
        const [x, y] = this.at(point[1], point[2]);
        labels.place(x, y, 9, point[0], "name");
      }
  }
}

function letterOf(name) {
  return name.slice(0, 1).toUpperCase();
}
