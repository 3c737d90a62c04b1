// The register in its tab: the pages of /register, shown in a root of their own so that no style reaches in or out.
window.register = (() => {
  const OURS = /^\/(register|action|person|figure)$/
  let root, said, main, address = "/register"

  function prepare() {
    root = document.querySelector("#register-tab .register-here").attachShadow({mode: "open"})
    root.innerHTML = '<link rel="stylesheet" href="/register.css"><p class="unseen" role="status"></p><main class="register"></main>'
    said = root.querySelector("[role=status]")
    main = root.querySelector("main")
    root.addEventListener("click", clicked)
    root.addEventListener("submit", submitted)
    addEventListener("popstate", event => event.state?.register && show(event.state.register))
    history.replaceState({...history.state, register: address}, "")
  }

  function clicked(event) {
    const link = event.target.closest("a[href]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    const url = new URL(link.getAttribute("href"), location.href)
    if (link.target || link.hasAttribute("download") || !OURS.test(url.pathname)) return
    event.preventDefault()
    go(url.pathname + url.search, {}, link.dataset.key)
  }

  function submitted(event) {
    event.preventDefault()
    const form = event.target, fields = new URLSearchParams(new FormData(form, event.submitter))
    const action = form.getAttribute("action")
    if (form.method === "post") go(action, {method: "POST", body: fields})
    else go(`${action}?${fields}`)
  }

  async function go(to, options = {}, key = "") {
    if (await show(to, options, key)) history.pushState({...history.state, register: address}, "")
  }

  async function show(to, options = {}, key = "") {
    main.setAttribute("aria-busy", "true")
    try {
      const response = await fetch(to, options)
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      const found = page.querySelector("main.register")
      if (!found) throw new Error("not a page of the register")
      main.replaceChildren(...found.childNodes)
      address = new URL(response.url).pathname + new URL(response.url).search
      said.textContent = main.querySelector(".count")?.textContent ?? ""
      attend(key)
      return true
    } catch {
      const note = Object.assign(document.createElement("p"), {className: "note"})
      note.textContent = "The register could not be reached. Check that the assistant is still running, then try again."
      main.prepend(note)
      return false
    } finally {
      main.removeAttribute("aria-busy")
    }
  }

  function attend(key) {
    const target = main.querySelector(key ? `[data-key="${key}"]` : "h1") ?? main.querySelector("h1")
    target?.focus({preventScroll: true})
    if (!key && main.getBoundingClientRect().top < 0) main.scrollIntoView()
  }

  return {
    open() {
      if (!root) prepare()
      if (!main.childElementCount || address.startsWith("/register")) show(address)
    },
  }
})()
