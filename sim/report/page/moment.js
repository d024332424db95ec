// What is so at a moment: of one run, or of all runs at once.
function unpackRuns(data) {
  data.all.people = data.all.people.map(sums);
  for (const name of ["blocked", "closed", "held"])
    for (const place in data.all[name]) data.all[name][place] = sums(data.all[name][place]);
  for (const post of data.all.posts) post[2] = sums(post[2]);
  for (const run of data.runs) run.people = run.people.map(sums);
}

const BLOCKED = 1, CLOSED = 2, HELD = 4;

// Of one run: sites by place with their state, posts with who is there and on the way.
function momentOfRun(run, frame) {
  const sites = new Map(), posts = new Map();
  for (const [at, place, state] of run.sites) if (at <= frame) sites.set(place, state);
  for (const [at, force, place, there, coming] of run.posts)
    if (at <= frame) posts.set(force + "/" + place, [force, place, there, coming]);
  return {
    sites: [...sites].filter(([, state]) => state).map(([place, state]) => [place, state, 1]),
    posts: [...posts.values()].filter((post) => post[2] + post[3] > 0),
    people: run.people.map((row) => row[frame]),
  };
}

// Of all: the number of runs in which it is so stands where one run has its state or its people.
function momentOfAll(data, frame) {
  const sites = [];
  const states = [["blocked", BLOCKED], ["closed", CLOSED], ["held", HELD]];
  for (const [name, bit] of states)
    for (const place in data.all[name]) {
      const count = data.all[name][place][frame];
      if (count) sites.push([Number(place), bit, count / data.n, count]);
    }
  const posts = data.all.posts.map(([force, place, row]) => [force, place, row[frame], 0]);
  return {
    sites, posts: posts.filter((post) => post[2] > 0),
    people: data.all.people.map((row) => row[frame]),
  };
}
