// The Evaluate tab, and the form that turns an answer into a question of a set.
window.evaluate = (() => {
  const shown = {styles: ["/register.css", "/evaluate.css"], ours: /^\/evaluate(\/(questions|question|compare))?$/}
  const tab = inside({
    ...shown, name: "evaluate", start: "/evaluate", find: () => document.querySelector("#evaluate-tab .evaluate-here"),
  })
  let dialog, form

  function prepare() {
    dialog = Object.assign(document.createElement("dialog"), {className: "over"})
    dialog.setAttribute("aria-label", "What should the answer have been?")
    dialog.innerHTML = '<p class="shut"><button type="button">Close</button></p><div></div>'
    document.body.append(dialog)
    dialog.querySelector("button").addEventListener("click", () => dialog.close())
    form = inside({...shown, start: "", find: () => dialog.querySelector("div")})
  }

  addEventListener("click", event => {
    const link = event.target.closest?.("#chat a.wrong")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    if (!dialog) prepare()
    dialog.showModal()
    form.show(link.getAttribute("href"))
  }, true)

  return tab
})()
