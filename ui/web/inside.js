// Pages of this server shown inside the page, in a root of their own so that no style reaches in or out.
const inside = ({name, find, styles, ours, start}) => {
  let host, root, said, main, address = start, latest = 0, sending = false

  function prepare() {
    host = find()
    root = host.attachShadow({mode: "open"})
    const links = styles.map(style => `<link rel="stylesheet" href="${style}">`).join("")
    root.innerHTML = `${links}<p class="unseen" role="status"></p><main class="register"></main>`
    said = root.querySelector("[role=status]")
    main = root.querySelector("main")
    root.addEventListener("click", clicked)
    root.addEventListener("submit", submitted)
    if (!name) return
    addEventListener("popstate", ({state}) => state?.[name] && state[name] !== address && show(state[name]))
    history.replaceState({...history.state, [name]: address}, "")
  }

  function clicked(event) {
    const link = event.target.closest("a[href]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    const url = new URL(link.getAttribute("href"), location.href)
    if (link.target || link.hasAttribute("download") || !ours.test(url.pathname)) return
    event.preventDefault()
    go(url.pathname + url.search, {}, link.dataset.key)
  }

  async function submitted(event) {
    event.preventDefault()
    if (sending) return
    const form = event.target, given = new FormData(form, event.submitter)
    const action = form.getAttribute("action")
    const body = form.enctype === "multipart/form-data" ? given : new URLSearchParams(given)
    sending = true
    const key = event.submitter?.dataset.key
    await (form.method === "post" ? go(action, {method: "POST", body}, key) : go(`${action}?${body}`))
    sending = false
  }

  async function go(to, options = {}, key = "") {
    const before = address
    if (await show(to, options, key) && name && address !== before) history.pushState({...history.state, [name]: address}, "")
  }

  async function page(to, options) {
    const response = await fetch(to, options)
    const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main.register")
    if (!found) throw new Error("not a page of ours")
    const {pathname, search} = new URL(response.url)
    return {found, at: options?.method && !response.redirected ? address : pathname + search} // a form's is no place
  }

  async function show(to, options = {}, key = "") {
    const turn = ++latest
    main.setAttribute("aria-busy", "true")
    try {
      const {found, at} = await page(to, options)
      if (turn !== latest) return false
      main.replaceChildren(...found.childNodes)
      address = at
      said.textContent = main.querySelector(".count, .note")?.textContent ?? ""
      attend(key)
      follow()
      return true
    } catch {
      const note = Object.assign(document.createElement("p"), {className: "note"})
      note.textContent = "This could not be reached. Check that the assistant is still running, then try again."
      main.prepend(note)
      return false
    } finally {
      if (turn === latest) main.removeAttribute("aria-busy")
    }
  }

  function attend(key) {
    const target = main.querySelector(key ? `[data-key="${key}"]` : "h1") ?? main.querySelector("h1")
    target?.focus({preventScroll: true})
    if (key && target) target.scrollIntoView({block: "nearest"})
    if (!key && main.getBoundingClientRect().top < 0) main.scrollIntoView()
  }

  // What is going on names where its newer state is; it is shown until there is nothing more to follow.
  function follow() {
    const part = main.querySelector("[data-follow]"), turn = latest
    if (part) setTimeout(async () => {
      if (turn !== latest) return
      if (host.checkVisibility()) try {
        const {found} = await page(part.dataset.follow)
        if (turn !== latest) return
        const newer = found.querySelector("[data-follow]")
        if (!newer) return show(address)
        part.replaceChildren(...newer.childNodes)
      } catch { /* the next look may find it again */ }
      follow()
    }, 1000)
  }

  const begun = () => [...main.querySelectorAll("input, textarea")].some(
    field => field.type === "file" ? field.files.length : field.value !== field.defaultValue
  )

  return {
    open() {
      if (!root) prepare()
      if (!main.childElementCount || address.startsWith(start) && !begun()) show(address)
    },
    show(to) {
      if (!root) prepare()
      main.replaceChildren()
      show(to)
    },
  }
}

window.register = inside({
  name: "register",
  find: () => document.querySelector("#register-tab .register-here"),
  styles: ["/register.css"],
  ours: /^\/(register|action|person|figure)$/,
  start: "/register",
})
