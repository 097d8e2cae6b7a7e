"use strict";
/* A form that was sent is not sent again by a second click; coming back to the page frees it. */
(function () {
  document.addEventListener("submit", function (event) {
    if (event.target.dataset.sent) { event.preventDefault(); }
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.forms, function (form) { delete form.dataset.sent; });
  });
}());

/* Keeps the live page true: asks every few seconds, and says so when nobody answers. */
(function () {
  var now = document.getElementById("now");
  if (!now) { return; }
  var EVERY_MS = +now.dataset.every || 5000, LONGEST_MS = 60000, PATIENCE_MS = 8000, MOST_SAID = 5;
  var said = document.getElementById("said"), late = document.getElementById("late");
  var tag = now.dataset.tag, pause_ms = EVERY_MS, timer = 0, asking = null, told = [];

  /* Only what has changed is exchanged, so that whoever reads, scrolls or has stepped somewhere
     stays there. Parts that name their children by ids (data-keep) are gone into. */
  function renew(old, fresh) {
    if (old.isEqualNode(fresh)) { return; }
    if (old.tagName !== fresh.tagName || !fresh.hasAttribute("data-keep")) {
      old.replaceWith(fresh);
      return;
    }
    Array.prototype.forEach.call(fresh.attributes, function (one) { old.setAttribute(one.name, one.value); });
    var had = {}, before = null, still = old.contains(document.activeElement);
    Array.prototype.forEach.call(old.children, function (one) { had[one.id] = one; });
    Array.prototype.slice.call(fresh.children).forEach(function (one) {
      var kept = had[one.id];
      delete had[one.id];
      if (!kept) { old.insertBefore(one, before ? before.nextElementSibling : old.firstElementChild); before = one; return; }
      /* Lines do not change places under the hands of whoever works in them. */
      var next = before ? before.nextElementSibling : old.firstElementChild;
      if (kept !== next && !still) { old.insertBefore(kept, next); }
      var place = kept.previousElementSibling;
      renew(kept, one);
      before = place ? place.nextElementSibling : old.firstElementChild;
    });
    Object.keys(had).forEach(function (id) { had[id].remove(); });
  }

  function show(html) {
    var focused = document.activeElement && document.activeElement.id;
    var made = document.createElement("template");
    made.innerHTML = html.trim();
    renew(now.firstElementChild, made.content.firstElementChild);
    var kept = focused && document.getElementById(focused);
    if (kept && kept !== document.activeElement) { kept.focus({ preventScroll: true }); }
    announce();
  }

  /* Only what is new is told to those who listen: never the figures, which change all day. */
  function announce() {
    var view = now.firstElementChild, lines = view ? view.dataset.said.split("\n") : [];
    var news = lines.filter(function (one) { return one && told.indexOf(one) < 0; });
    if (news.length > MOST_SAID) { news = news.slice(0, MOST_SAID).concat(view.dataset.more || []); }
    if (news.length || !lines[0]) { said.textContent = news.join(". "); }
    told = lines;
  }

  function answered() {
    var got = asking, clock = got.getResponseHeader("Foleni-Time");
    asking = null;
    if (got.status === 401) { window.location.assign(now.dataset.out); return; }
    var heard = clock && (got.status === 200 || got.status === 304);
    if (heard) {
      if (got.status === 200) { tag = got.getResponseHeader("ETag"); show(got.responseText); }
      late.querySelector("time").textContent = clock;
    }
    late.hidden = !!heard;
    pause_ms = heard ? EVERY_MS : Math.min(pause_ms * 2, LONGEST_MS);
    later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, pause_ms);
  }

  function ask() {
    if (asking) { return; }
    if (document.hidden) { later(); return; }
    asking = new XMLHttpRequest();
    asking.open("GET", now.dataset.from);
    asking.timeout = PATIENCE_MS;
    asking.setRequestHeader("If-None-Match", tag || "");
    asking.onloadend = answered;
    asking.send();
  }

  document.addEventListener("visibilitychange", function () { if (!document.hidden) { ask(); } });
  window.addEventListener("online", ask);
  announce();
  later();
}());
