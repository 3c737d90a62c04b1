// The Draft and the Catch-up tab.
window.draft = inside({
  name: "draft",
  find: () => document.querySelector("#draft-tab .draft-here"),
  styles: ["/register.css", "/evaluate.css", "/draft.css"],
  ours: /^\/draft(\/(new|one|working))?$/,
  start: "/draft",
})
window.catchup = inside({
  name: "catchup",
  find: () => document.querySelector("#catchup-tab .catchup-here"),
  styles: ["/register.css", "/evaluate.css", "/outgoing.css"],
  ours: /^\/catchup$/,
  start: "/catchup",
})
