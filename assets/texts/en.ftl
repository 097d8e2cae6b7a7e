### Every sentence of Foleni in English, for screens, paper and voice.
###
### For translators: copy this file to <language>.ftl and translate what stands right of each "=".
### - Keep the keys and everything in { braces }; move the braces where your grammar wants them.
### - Headings have eight words at most. Say "you"; use plain words a child of twelve knows.
### - A ticket number reads A042, a time 10:24 (24 hours), money KSh 1,000: never spell them.
### - A visitor has no name here: no "dear customer", no reason for priority.
### - Where a number decides the form of a word, use the plural forms of your language.

## Words used everywhere

# The name of your language, as its speakers write it: all that other languages' speakers see of it.
language-name = English
# Name, for assistive technology, of the switch between the languages.
language-switch = Language
back = Back
done = Done
erase = Erase
yes = Yes
ok = OK
more = More
more-time = More time
go-on = Continue
start-again = Start again
try-again = Try again
please-wait = Please wait
print-again = Print again
# $label is what stands above the counter: 3, 15.
counter-label = Counter { $label }
# Abbreviation that follows a number of minutes.
minutes-short = min
# A whole number of minutes.
minutes-count = { $minutes } min
not-known-yet = not known yet
# $count people stand in the queues of the whole centre, or of one queue.
people-waiting =
    { $count ->
        [0] Nobody is waiting
        [one] { $count } person waiting
       *[other] { $count } people waiting
    }
people-ahead =
    { $count ->
        [0] You are next
        [one] { $count } person ahead
       *[other] { $count } people ahead
    }

## How long one waits. Always a range, or "not known yet"; never a single figure.

# $low and $high are whole minutes.
wait-range = { $low }–{ $high } min
wait-under = under { $high } min
wait-over = over { $low } min
wait-unknown = not known yet
# The same inside a line: "23 people waiting · about 10–20 min".
wait-about-range = about { $low }–{ $high } min
wait-about-under = under { $high } min
wait-about-over = over { $low } min
wait-about-unknown = wait not known yet
# The same under a heading that says "Minutes".
wait-figures-range = { $low }–{ $high }
wait-figures-under = < { $high }
wait-figures-over = > { $low }
wait-figures-unknown = not known yet

## Accessibility bar, on every screen of the kiosk. Two short lines at most.

a11y-lower = Lower screen
a11y-bigger = Bigger text
a11y-contrast = High contrast
a11y-aloud = Read aloud
a11y-help = Help
# One word each, for the first screen, where both languages share a button.
a11y-lower-short = Lower
a11y-bigger-short = Bigger
a11y-contrast-short = Contrast
a11y-aloud-short = Read
a11y-help-short = Help

## Kiosk: the first screen, in both languages at once

kiosk-welcome = Welcome.
kiosk-touch-language = Touch your language to start.
kiosk-take-your-ticket = Take your ticket
kiosk-scan-here = Have a ticket? Scan its code here.
# The same where appointments are given.
kiosk-scan-here-books = Appointment or ticket with a code? Scan it here.
# Joins "23 people waiting" and "about 10–20 min".
kiosk-waiting-now = { $people } · { $wait }

## Kiosk: which service

kiosk-what-do-you-need = What do you need today?
kiosk-more-services = More services
kiosk-first-services = First services
# $page and $pages are whole numbers.
kiosk-page = Page { $page } of { $pages }
kiosk-ask-information-desk = Ask at the information desk

## Kiosk: before the ticket; here the promises are made

kiosk-bring = Bring with you
kiosk-bring-nothing = You need to bring nothing.
kiosk-fee = Fee
# Stands where the amount would stand, when the service costs nothing.
kiosk-fee-free = Free
kiosk-fee-where = You pay only on eCitizen or at the counter.
# $when comes from the catalogue: "about 2 weeks".
kiosk-ready-in = Ready in { $when }.
kiosk-people-ahead = People ahead of you
kiosk-people-ahead-short = People ahead
kiosk-estimated-wait = Estimated wait
kiosk-priority = Do you need priority or assistance?
kiosk-priority-note = Disability, elderly, expectant, with an infant. No proof needed.
kiosk-take-my-ticket = Take my ticket

## Kiosk: why a ticket cannot be had, and what else one can do

kiosk-suspended = This service is stopped for now.
# $reason comes from the catalogue: "the agency's system is down".
kiosk-suspended-why = The reason: { $reason }.
kiosk-suspended-instead = Ask at the information desk when to come back.
kiosk-quota-full = Today's tickets for this service are finished.
# $day is a date such as "Friday 20 November".
kiosk-quota-instead = Come again on { $day }, or ask at the information desk.
kiosk-quota-left =
    { $count ->
        [one] { $count } ticket left today
       *[other] { $count } tickets left today
    }
kiosk-no-counter-open = No counter is open for this yet. You can still take a ticket.
kiosk-cut-off = No more tickets today for this service.
# $day is a date, $time a time such as 08:00.
kiosk-cut-off-instead = Tickets are given again on { $day } at { $time }.
kiosk-choose-other = Choose another service
# The same on a small screen: two short words.
kiosk-choose-other-short = Another service
# On a tile, in place of its wait: one or two words.
kiosk-tile-suspended = Stopped for now
kiosk-tile-full = Full today
kiosk-tile-closed = No more today
# The centre did not answer when a ticket was asked for. Whatever it did is taken back.
kiosk-no-answer = The centre did not answer. You have no ticket.
kiosk-no-answer-instead = Try again, or go to the information desk.

## Kiosk: the centre is closed

kiosk-closed = The centre is closed.
# $name comes from the catalogue: "Jamhuri Day".
kiosk-closed-holiday = Closed today: { $name }.
kiosk-closed-cut-off = No more tickets today. Those with a ticket are still served.
kiosk-opening-hours = Opening hours
# $days is one day or a span of days.
kiosk-hours-line = { $days } { $opens }–{ $closes }
kiosk-days-span = { $first } to { $last }
kiosk-opens-on = We open on { $day } at { $time }.
kiosk-opens-today = We open today at { $time }.

## Kiosk: the ticket

# Said before the ticket is taken, while no printer can print; no reproach, only what comes.
kiosk-no-paper-now = No paper just now.
kiosk-no-paper-instead = Your number and code will stand on the screen: photograph them, or write the number down.
kiosk-follow-by-phone = Follow your turn on your phone
kiosk-follow-how = Scan this code, or the one on your paper. No app needed.
# These two stand instead of the two above where phones cannot reach any page.
kiosk-scan-at-kiosk = See where you stand
kiosk-scan-at-kiosk-how = Scan this code at any kiosk here.
# $hall comes from the catalogue: "Hall 2".
kiosk-wait-in = Wait in { $hall }.
kiosk-number-shown = Your number is shown and called there.
kiosk-screen-clears =
    { $seconds ->
        [one] This screen clears in { $seconds } second
       *[other] This screen clears in { $seconds } seconds
    }
# The same on a small screen: 20 letters at most, so that it stands in one line.
kiosk-screen-clears-short = Clears in { $seconds } s

## The paper, on kiosk and counter. Never say more than is known.

paper-printing = Your ticket is printing
# The slot is below, left or right of the screen.
paper-take-below = Take your ticket below
paper-take-left = Take your ticket on the left
paper-take-right = Take your ticket on the right
paper-take = Take your ticket
# Another printer prints it instead. $place is from the settings: "the information desk".
paper-prints-at = Your ticket prints at { $place }. Collect it there.
paper-take-at = Take your ticket at { $place }
# The printer took it and cannot say whether it came out: never "printed" here.
paper-should-come-below = Your ticket should come out below
paper-should-come-left = Your ticket should come out on the left
paper-should-come-right = Your ticket should come out on the right
paper-should-come = Your ticket should come out
paper-should-come-at = Your ticket should come out at { $place }
# A button: the visitor sees no ticket.
paper-did-not-come = It did not come out
paper-did-it-come = Did your ticket come out?
paper-did-it-come-at = Did your ticket come out at { $place }?
paper-printer-did-not-say = The printer did not say.
# Three buttons that answer the question.
paper-yes-have-it = Yes, I have it
paper-no-print-again = No, print again
paper-use-phone = I use my phone
# After "It did not come out", with the buttons print-again, paper-use-phone and this one.
paper-again-or-phone = Print it again, or use your phone?
paper-have-it-now = I have it now
# The visitor says that the ticket is there.
paper-keep-it = Keep your ticket
# A button, under number and code that were to be photographed.
paper-on-my-phone = I have it on my phone
paper-out = The paper has run out.
paper-cover-open = The printer's cover is open.
paper-unreachable = The printer does not answer.
paper-printer-busy = The printer is busy.
paper-printer-fault = The printer does not work.
paper-not-printed = Your ticket was not printed.
paper-no-printer = This kiosk prints no paper now.
paper-place-safe = Your place is safe.
paper-photograph = Photograph this number and code, or write the number down.
paper-prints-by-itself = It prints by itself as soon as the printer is ready. You need not wait for it.
# The same on a very small screen, after the cause.
paper-will-print = Your ticket will print by itself.
paper-only-a-piece = Only a piece of your ticket may have come out.
paper-colleague-called = A colleague has been called.
paper-written-down = I have written it down
paper-printed-again = Printed again

## Kiosk: an appointment

# A tile among the services, and what is done there.
kiosk-have-appointment = I have an appointment
kiosk-have-appointment-note = With the number on your slip
kiosk-code-title = Type your appointment's number
# The same on a small screen: 20 letters at most, so that it stands in one line.
kiosk-code-title-short = Type its 8 digits
kiosk-code-where = It has 8 digits and stands on your appointment slip.
kiosk-code-or-scan = Or hold the code on the slip before the reader.
kiosk-code-wrong = This number is not right.
# The same on a small screen: 20 letters at most, so that it stands in one line.
kiosk-code-wrong-short = Wrong number
kiosk-code-unknown-short = Not known here
kiosk-code-instead = Look at each digit again, or ask at the information desk.
kiosk-code-over = Your appointment was not found.
kiosk-code-over-instead = Ask at the information desk: they look for it with you.
kiosk-code-foreign = This appointment is at another centre.
kiosk-code-scan-instead = Look at your slip, or ask at the information desk.
# Only heard, while the number is typed.
say-code-typed = { $count } of 8 digits.
# $digits are all of them, one by one.
say-code-complete = All 8 digits: { $digits }.
kiosk-appointment = Your appointment
kiosk-appointment-early = You are early.
# $time is when the appointment is, such as 10:30.
kiosk-appointment-early-note = You are called at about { $time }, sooner if nobody else waits.
kiosk-appointment-on-time = You are on time.
kiosk-appointment-late = You are late.
kiosk-appointment-late-note = You are called a little later than if you had been on time.
kiosk-appointment-lost = Your time has passed.
kiosk-appointment-lost-note = You can still take a ticket. You wait like those who come now.
# $day is a date, $time a time such as 10:30.
kiosk-appointment-day = It is for { $day } at { $time }.

## Kiosk: before a long wait

kiosk-join-title = The wait is long just now.
kiosk-join-question = Do you still want to join the queue?
kiosk-join-yes = Yes, take my ticket
kiosk-join-no = No, go back
kiosk-join-book = You can book a time at the information desk, and wait less.
kiosk-join-phone = You need not stay here: follow your turn on your phone, with the code on your ticket.

## Kiosk: what this centre does not give

kiosk-elsewhere-one = This is not given here.
kiosk-elsewhere-several = These are not given here.
# $where is a place's name.
kiosk-elsewhere-where = Go to: { $where }
# Among the services to choose from.
kiosk-elsewhere-way = { $name }: not here
kiosk-elsewhere-all = What is not given here

## Kiosk: a slip was scanned

# $number is a ticket's number, A042.
scan-waiting =
    { $count ->
        [0] Your ticket { $number } is waiting. You are next.
        [one] Your ticket { $number } is waiting. { $count } person is ahead.
       *[other] Your ticket { $number } is waiting. { $count } people are ahead.
    }
# To a kiosk without its centre, which does not know how many are ahead by now.
scan-waiting-somewhere = Your ticket { $number } is waiting.
scan-called = { $number } is being called. Go to counter { $counter }.
scan-serving = { $number } is being served at counter { $counter }.
scan-held = { $number } is on hold. Go back to counter { $counter }.
scan-served = { $number } was served. Thank you.
scan-no-show = { $number } was called and nobody came. Ask at the information desk.
scan-cancelled = { $number } has left the queue.
scan-expired = { $number } was for another day. Take a new ticket.
scan-unknown = This code is not known here.
scan-unknown-instead = Hold it still and try again, or ask at the information desk.

## Kiosk: idle, help, trouble

idle-still-there = Are you still there?
idle-clears =
    { $seconds ->
        [one] This screen starts again in { $seconds } second.
       *[other] This screen starts again in { $seconds } seconds.
    }
help-called = A colleague has been called.
help-stay-here = Please stay here. Your screen is kept.
help-coming = A colleague is coming.
help-not-reached = We could not call a colleague. Please go to the information desk.
centre-lost-kiosk = This kiosk cannot reach the centre.
centre-lost-kiosk-instead = Please go to the information desk. We keep trying.
# The kiosk goes on without its centre: above every page, in one line if it can be.
kiosk-alone = This kiosk works on its own. Its tickets count.
# The same in one line with the other languages.
kiosk-alone-brief = On its own; tickets count.
# $time such as 10:24, here and below: when the centre was last heard of.
kiosk-alone-since = Since { $time } this kiosk works on its own. Its tickets count.
# $now is kiosk-waiting-now.
kiosk-waiting-as-of = At { $time }: { $now }
kiosk-figures-as-of = As it was at { $time }.
kiosk-figures-unknown = How many are waiting is not known now.
# Under where to wait, on the page of a ticket that the kiosk gave by itself.
kiosk-alone-ticket = Your number keeps its place from now, and will be called.
kiosk-no-number = This kiosk has no more tickets for this until it works with the others again.
# For staff. $numbers such as A900, A901.
kiosk-untold = Staff: not in the queue: { $numbers }
centre-starting = One moment, we are starting.
sample-centre = Sample centre: these tickets are for practice

## Every screen: the staff's way out. Shown in all languages at once, never spoken.

staff-exit-pin = Staff PIN
staff-exit-wrong = That is not the PIN.
# After several wrong ones; a whole number of minutes.
staff-exit-locked = Locked for { $minutes } min.

## Counter: opening

counter-open-title = Open this counter
counter-agent-code = Your agent code
counter-agent-code-hint = Letters, digits and hyphens, 16 at most
counter-agent-code-missing = Type your agent code first.
counter-pin = PIN
counter-pin-missing = Type your PIN: four to eight digits.
# $agent is the code of whoever works here.
counter-signed-in = Agent { $agent } is signed in here
counter-change-agent = Somebody else
counter-services-missing = Choose at least one service.
counter-tick = choose
counter-choose-services = Services you give today
counter-all-services = All services
counter-open = Open the counter
counter-closed = This counter is closed
# $agent is a code such as 07, $count the services offered.
counter-agent = Agent { $agent }
counter-services-count =
    { $count ->
        [one] { $count } service
       *[other] { $count } services
    }
counter-information-desk = Information desk

## Counter: the list at the side

counter-my-services = My services
counter-waiting = waiting
# How long the longest of a queue has waited, in whole minutes.
counter-longest = longest { $minutes } min
counter-none-waiting = nobody waiting
counter-held-by-me = Held by me
# $reason comes from the catalogue: "gone for a photo".
counter-held-line = { $reason } · { $minutes } min
counter-issue-ticket = Issue a ticket
counter-find-ticket = Find and print again
counter-break = Break
counter-no-break = Cancel the break
counter-supervisor = Supervisor
counter-close = Close the counter

## Counter: free

counter-free = Free
counter-call-next = Call next
# Under "call next" and "finish and call next".
counter-waiting-for-you =
    { $count ->
        [0] nobody is waiting for you
        [one] { $count } waiting for you · longest { $minutes } min
       *[other] { $count } waiting for you · longest { $minutes } min
    }
counter-ready = Nobody is waiting. You are ready.
counter-ready-note = The next to arrive is called to you.

## Counter: called, not here yet

# $call of $calls: how often this visitor has been called, and may be.
counter-called = Called · not here yet · call { $call } of { $calls }
counter-start = Start serving
counter-start-note = the visitor is here
counter-recall = Call again
counter-no-show = No-show
counter-undo-call = Undo call
counter-hold = Hold
counter-transfer = Transfer
# An agent gets up and meets the visitor; never says why.
counter-go-and-meet = Go and meet this visitor
counter-waited = waited { $minutes } min
counter-why-fair = next in fair order
counter-why-chosen = chosen by you
counter-why-resumed = back from hold
# Why a ticket has its place. $time is when it was issued, or the appointment's.
counter-ground-came = came { $time }
counter-ground-priority = priority, came { $time }
counter-ground-appointment = appointment { $time }
counter-ground-came-back = back after a missed call
# $why is one of those. Which number is next is never said.
counter-next-is = next: { $why }

## Counter: serving

counter-serving = Serving · { $minutes } min
counter-target = target { $minutes } min
counter-over-target = over target
counter-today-served = today { $count } served
counter-finish-and-next = Finish and call next
counter-finish-and-break = Finish and take the break
counter-break-after = Break after this visitor
counter-done-with = Done with this visitor
counter-finished = Finished
counter-papers-missing = Papers missing
counter-system-down = System down
counter-wrong-service = Wrong service

## Counter: questions

counter-hold-why = Why is the visitor on hold?
counter-transfer-where = Transfer to which service?
counter-break-why = Why this break?
counter-on-break = On a break
counter-on-break-note = Nobody is called to you. Those held by you stay.
counter-back-from-break = Back from the break
counter-close-sure = Close this counter?
counter-close-note = Nobody is called here until it opens again.
counter-resume = Call back
counter-issue-which = A ticket for which service?
counter-issue-language = The visitor's language
counter-issue-priority = Priority or assistance
counter-issued = Ticket { $number } issued
counter-issued-ahead =
    { $count ->
        [0] nobody ahead
        [one] { $count } person ahead
       *[other] { $count } people ahead
    }
counter-find-service = Type a part of the name, or use the arrows
counter-no-such-service = No service has such a name.
counter-printed =
    { $paper ->
        [appointment] The appointment slip is printed.
        [list] The list is printed.
       *[ticket] The ticket is printed.
    }
counter-printed-at =
    { $paper ->
        [appointment] The appointment slip is printed at { $place }.
        [list] The list is printed at { $place }.
       *[ticket] The ticket is printed at { $place }.
    }
# The printer took it and cannot say whether it came out: never "printed" here.
counter-sent = Look whether the paper came out: this printer cannot say.
counter-sent-at = Look at { $place } whether the paper came out: the printer there cannot say.
counter-not-printed =
    { $paper ->
        [appointment] The appointment slip was not printed.
        [list] The list was not printed.
       *[ticket] The ticket was not printed.
    }
counter-paper-unconfirmed = Look whether the paper came out: the printer did not say.
counter-paper-unconfirmed-at = Look at { $place } whether the paper came out: the printer did not say.
# Another printer prints it instead. $place is from the settings: "the information desk".
counter-prints-at =
    { $paper ->
        [appointment] The appointment slip prints at { $place }.
        [list] The list prints at { $place }.
       *[ticket] The ticket prints at { $place }.
    }
# Follows the cause: "The paper has run out."
counter-paper-held =
    { $paper ->
        [appointment] The appointment slip prints by itself as soon as the printer is ready.
        [list] The list prints by itself as soon as the printer is ready.
       *[ticket] The ticket prints by itself as soon as the printer is ready.
    }
counter-only-a-piece =
    { $paper ->
        [appointment] Only a piece of the appointment slip may have come out: print it again.
        [list] Only a piece of the list may have come out: print it again.
       *[ticket] Only a piece of the ticket may have come out: print it again.
    }
counter-paper-expired =
    { $paper ->
        [appointment] The appointment slip waited too long for the printer: print it again.
        [list] The list waited too long for the printer: print it again.
       *[ticket] The ticket waited too long for the printer: print it again.
    }
counter-find-title = Find a ticket
counter-find-number = Ticket number, or the 8 digits of an appointment
counter-find-hint = As printed: A042. Or scan the code on the slip.
counter-not-found = No ticket { $number } today.
counter-call-this = Call this ticket
# $count of those who wait for this counter have an earlier turn than $number.
counter-call-passes =
    { $count ->
        [one] Call { $number }? { $count } person with an earlier turn is passed over. It is noted.
       *[other] Call { $number }? { $count } people with an earlier turn are passed over. It is noted.
    }
counter-requeue = Put back in the queue
counter-cancel-ticket = Take out of the queue
counter-cancel-ticket-sure = Take { $number } out of the queue?
counter-help-called = The supervisor has been called.
# A kiosk that nobody gave a name; $number may be empty.
counter-help-at-kiosk = kiosk { $number }
# $where is a counter or a kiosk.
counter-help-wanted = Help wanted: { $where }
counter-help-answer = I am going
# A printer that staff should go to; $printer is its name.
counter-printer-paper-out = { $printer }: no paper
counter-printer-low = { $printer }: paper low
counter-printer-cover-open = { $printer }: cover open
counter-printer-cutter = { $printer }: cutter jammed
counter-printer-unreachable = { $printer }: not reachable
counter-printer-not-ready = { $printer }: not ready
# $trouble is one of the sentences above.
counter-printer-since = { $trouble } · { $minutes } min
counter-printers-more =
    { $count ->
        [one] and { $count } more printer
       *[other] and { $count } more printers
    }
counter-no-answer = The centre did not answer. Look what is shown here, then try again.
counter-unknown = This centre has no counter { $label }.
counter-centre-lost = The centre does not answer
counter-centre-lost-note = Go on with this visitor. We keep trying.
counter-centre-lost-last-known = This is what was last known. We keep trying.
counter-centre-lost-as-of = This is how it was at { $time }. We keep trying.

## The hand list: to go on with paper and pen while the centre is lost

counter-hand-list = List to go on by hand
counter-hand-list-print = Print the list
counter-hand-list-note = Call in this order, and write down who was served. When the centre is back, enter it.
hand-list-title = Open tickets as of { $time }
hand-list-empty = Nobody was waiting.
hand-list-called = { $number } called to counter { $counter }
hand-list-serving = { $number } at counter { $counter }
hand-list-held = { $number } on hold

## The counter, further
# The keyboard's keys, as they are printed on it.
key-space = Space
key-enter = Enter
key-escape = Esc

## States of a ticket, as the information desk reads them

state-waiting = waiting
state-called = called
state-serving = being served
state-served = served
state-held = on hold
state-no-show = did not come
state-cancelled = left the queue
state-expired = expired

## Counter: appointments

# The action, and the heading of one that was found.
counter-book = Appointment
counter-appointment = Appointment
counter-book-which = An appointment for which service?
counter-book-when = On which day, at what time?
counter-book-keys = ← → day · ↑ ↓ time
counter-book-none = This book has no more times to give.
# How many more can be booked on a day, or at a time of it.
counter-places-left =
    { $count ->
        [0] full
       [one] { $count } free
       *[other] { $count } free
    }
counter-book-this = Book this time
counter-move-here = Move to this time
counter-booked = The appointment is booked
counter-moved = The appointment is moved
# $time is until when the visitor is on time.
counter-booked-until = on time until { $time }
counter-booked-write = Write the number down for the visitor. It is needed to check in.
# $code is eight digits.
counter-appointment-code = number { $code }
counter-appointment-booked = booked
counter-appointment-checked-in = checked in
counter-appointment-cancelled = cancelled
counter-appointment-missed = did not come
counter-appointment-early = early
counter-appointment-on-time = on time
counter-appointment-late = late
counter-appointment-lost = too late: an ordinary turn
counter-check-in = Check in
counter-move = Move
counter-cancel-appointment = Cancel the appointment
counter-cancel-appointment-sure = Cancel the appointment on { $day } at { $time }?

## Board. Read from across the hall: as short as can be.

board-welcome = Welcome
board-now-serving = Now serving
board-counter = Counter
board-queues-now = Queues now
board-waiting = Waiting
board-minutes = Minutes
board-stopped = Stopped
board-nobody-called = Nobody has been called yet
board-recall =
    { $call ->
        [2] 2nd call
        [3] 3rd call
       *[other] { $call }th call
    }
board-closed = The centre is closed
board-opens = We open on { $day } at { $time }
board-centre-lost = The board has lost the centre
board-centre-lost-note = Please ask at the counters.
board-last-known = The last calls, as of { $time }

## Joining: a screen that has no centre yet, or none any more; staff read it, in all languages at once

joining-looking = Looking for the centre
joining-looking-note = This screen and the centre’s machine must be on the same network.
joining-which = Which centre is it?
joining-type-address = Type its address
joining-address = The centre’s address
# Keep the address as it is.
joining-address-note = As its machine shows it at the start: 192.168.1.10
joining-address-wrong = That is no address.
joining-address-plain = Type it without http://
joining-ask = Ask to join
# $name is what the centre calls itself, or its address.
joining-asking = Asking { $name }
joining-asking-note = One moment.
joining-silent = It does not answer. We keep trying.
joining-no-centre = What answers there is no centre. We keep trying.
joining-not-here = This centre does not admit such a screen.
joining-cheated = Somebody interferes on the network. Tell whoever looks after it.
# Followed by what the centre calls itself.
joining-code = To join
# Followed by a line that is typed: python main.py admit 123456
joining-code-where = To be typed on the manager’s page, or on the centre’s machine:
# What is typed there: the same in every language.
joining-code-command = python main.py admit { $code }
# $name is what people call this screen.
joining-code-device = It joins as { $name } and goes on by itself.
# A whole number of minutes; then there is a new code.
joining-code-left =
    { $minutes ->
        [one] { $minutes } minute left
       *[other] { $minutes } minutes left
    }
joining-refused = A manager has turned this screen away
joining-refused-note = It can ask again.
joining-revoked = The centre no longer admits this screen
joining-revoked-note = It does nothing until a manager admits it again.
joining-twin = Another screen uses this one’s place
joining-twin-note = Its data were copied. Let this one join as a screen of its own.
joining-stranger = That is not our centre
joining-stranger-note = Somebody else answers there. Ask only if the centre was set up anew.
joining-ask-again = Ask again
joining-another = Another centre
joining-copied = Its data came from another machine: it joins anew.
# A narrow strip above a screen that goes on as well as it can; one line, in all languages.
joining-stranger-near = Somebody else answers in our centre’s place

## Feedback tablet

feedback-how = How was our service today?
feedback-no-name = No name. Touch one face.
feedback-1 = Very bad
feedback-2 = Bad
feedback-3 = Fair
feedback-4 = Good
feedback-5 = Very good
feedback-why = What was not good?
feedback-why-note = Touch all that fit, or none.
feedback-money = I was asked for money
feedback-money-note = Asked for money? Nobody in this centre can read that answer.
feedback-send = Send
feedback-skip = Skip
feedback-thanks = Thank you for your feedback.
feedback-thanks-note = It helps us to serve better.
feedback-rest = Tell us after your visit
feedback-centre-lost = We cannot take feedback right now.

## Phone page: a ticket followed on the visitor's own phone. Small screens: short lines.

phone-called = It is your turn
phone-called-go = Please go there now and show your number.
phone-serving = You are being served
phone-held = Your ticket is on hold
# $label is what stands above the counter.
phone-held-note = When you are ready, go back to counter { $label }.
phone-served = Your visit has ended
phone-served-note = Thank you for coming.
phone-papers-missing = Papers were missing. Come again with these.
phone-no-show = You were called, and nobody came
phone-no-show-note = Ask at the information desk: you may still be put back in the queue.
phone-left = You have left the queue
phone-left-note = To be served, take a new ticket.
phone-expired = The day is over
phone-expired-note = This ticket no longer counts. Come again and take a new one.
# $numbers are ticket numbers: "A039, A040".
phone-now = Now at the counters: { $numbers }.
phone-open-until = Open today until { $time }.
phone-no-money = Nobody from here asks for money by SMS.
# $time is when the page last heard from the centre: 10:24.
phone-updated = Updated { $time } · refreshes by itself
phone-as-of = As of { $time }
phone-refresh = Refresh
phone-not-up-to-date = Not up to date since { $time }. We keep trying.
# A hub tells this of a centre it cannot reach. $time is when it last could, such as 10:20.
phone-silent = We have not heard from this centre since { $time }. What stands here was true then.
phone-leaving = You asked to leave the queue. The centre has not confirmed it yet.
phone-leave = Leave the queue
phone-leave-sure = Leave the queue?
phone-leave-note = Your number { $number } will not be called. This cannot be taken back.
phone-leave-yes = Yes, leave the queue
phone-leave-no = No, keep my place
phone-unknown = This ticket is not known here today
phone-unknown-note = A ticket counts for one day. Ask at the information desk.
phone-too-many = Too many tries
phone-too-many-note = Wait a minute, then try again.
phone-not-done = That did not work
phone-not-done-note = Go back and try again.

## The manager's pages, in a browser

manager-pages = Pages
manager-skip = Skip to the page
manager-live = Live
manager-feedback = Feedback
manager-services-and-counters = Services & counters
manager-staff = Staff
manager-devices = Devices
# $name is a code somebody signs in with.
manager-signed-in-as = Signed in: { $name }
manager-sign-in = Sign in
manager-sign-out = Sign out
manager-name = Name
manager-secret = PIN or password
# Followed by a line to be typed.
manager-nobody-yet = There is no manager yet. On the centre's own machine, type:
manager-wrong = Name and PIN or password do not fit.
manager-locked =
    { $minutes ->
        [one] Too many wrong tries. Try again in a minute.
       *[other] Too many wrong tries. Try again in { $minutes } minutes.
    }
manager-crowd = Many are signing in. Try again in a moment.
manager-ended = You were signed out, because nothing was done for a while. Sign in again.
manager-from-elsewhere = That did not come from one of our pages. Go back and try again.
manager-nowhere = There is no such page.
manager-not-done = That did not work. Look what is shown here, then try again.
desk-to-first-page = Go to the first page
manager-figures = The hall now
manager-waiting-now = Waiting now
manager-oldest = longest { $minutes } min
manager-median-wait = Median wait
manager-target = target { $target } min
# The second figure is of the same weekday a week ago, until the same time.
manager-target-last = target { $target } · last week { $minutes }
manager-served-today = Served today
manager-counters-open = { $open } of { $all } counters open
manager-satisfied = Satisfied
# $between is such as 87–97%: where the true share lies, in 95 of 100 cases.
manager-satisfied-note = { $between } · { $answers } of { $served } answered
manager-too-few = too few answers to say
manager-no-shows = No-shows
manager-tickets =
    { $count ->
        [one] { $count } ticket
       *[other] { $count } tickets
    }
manager-wait-by-hour = Wait by hour
manager-chart-note = nine in ten waited no longer, minutes; dashed: the target, { $target }
# $day is a weekday.
manager-chart-note-usual = nine in ten waited no longer, minutes; dashed: the target, { $target }; outlined: a usual { $day }
manager-hour = Hour
manager-today = Today
manager-usual = Usually
manager-nobody-called = Nobody has been called yet today.
manager-services = Services
manager-service = Service
manager-services-note = waiting · longest wait now, target { $target } min
manager-services-more =
    { $count ->
        [one] Nobody waits for one more service.
       *[other] Nobody waits for { $count } more services.
    }
manager-longest-wait = Longest wait now
manager-over-target = over target
# $reason comes from the catalogue: "the agency's system is down".
manager-suspended = suspended: { $reason }
manager-no-counter = no open counter offers it
manager-counters = Counters
manager-counter = Counter
# $agent is a code such as 07.
manager-agent = Agent { $agent }
manager-counter-closed = closed
manager-counter-free =
    { $minutes ->
        [0] free now
        [one] free for { $minutes } min
       *[other] free for { $minutes } min
    }
manager-counter-ready =
    { $minutes ->
        [0] ready now
        [one] ready for { $minutes } min
       *[other] ready for { $minutes } min
    }
manager-counter-called =
    { $minutes ->
        [0] called just now
        [one] called { $minutes } min ago
       *[other] called { $minutes } min ago
    }
manager-counter-serving =
    { $minutes ->
        [0] serving just now
        [one] serving for { $minutes } min
       *[other] serving for { $minutes } min
    }
manager-counter-over = serving for { $minutes } min · longer than planned
# $reason comes from the catalogue: "lunch".
manager-counter-paused =
    { $minutes ->
        [0] break just now: { $reason }
        [one] break for { $minutes } min: { $reason }
       *[other] break for { $minutes } min: { $reason }
    }
manager-since =
    { $minutes ->
        [0] just now
        [one] for { $minutes } min
       *[other] for { $minutes } min
    }
manager-helps = Calls for help
manager-help-answered = The call is answered: you are on the way.
manager-copies = Where else the records are
# $copy is a device's code, such as follower-3.
manager-copy-in-step = Copy { $copy }: in step
manager-copy-behind =
    { $count ->
        [one] Copy { $copy }: { $count } record behind
       *[other] Copy { $copy }: { $count } records behind
    }
# $time is when it was last heard of.
manager-copy-away = Copy { $copy }: not heard of since { $time }
manager-hub-in-step = Hub: has everything
manager-hub-behind =
    { $count ->
        [one] Hub: { $count } record on its way
       *[other] Hub: { $count } records on their way
    }
# $time is a time of day such as 09:12, or a dash while it was never heard of.
manager-hub-away =
    { $count ->
        [one] Hub: not heard of since { $time }; { $count } record waits here
       *[other] Hub: not heard of since { $time }; { $count } records wait here
    }
manager-hub-stopped =
    { $count ->
        [one] Hub: nothing goes there; { $count } record waits here
       *[other] Hub: nothing goes there; { $count } records wait here
    }
manager-earlier = What was wrong in the last 24 hours
manager-state = State
manager-tickets-today = Tickets today
manager-tickets-until = Tickets until
manager-change = Change
manager-save = Save
manager-close = Close
manager-counter-was-closed = The counter is closed.
manager-runs = running
manager-closed-today = closed today
manager-quota-reached = today's tickets are finished
manager-of-quota = { $taken } of { $quota }
manager-always-open = This is a centre for training: it gives tickets at any time, whatever is set here.
manager-suspend = Suspend the service
manager-suspend-why = Why? Visitors are told this.
manager-no-reasons = The catalogue has no reasons to choose from.
manager-restore = Restore the service
manager-restore-note = Tickets are given again at once.
manager-quota = Tickets today
manager-quota-label = How many at most; empty: as many as come
manager-quota-note = { $taken } have been given. It counts for today.
# $what is a whole number.
manager-catalogue-says = The catalogue says { $what }.
manager-cut-off = Last tickets
manager-cut-off-label = Minutes before closing; empty: as the catalogue says
# $until is a time such as 16:30, or a dash.
manager-cut-off-note = Tickets until { $until }. It counts for today.
manager-was-suspended = { $service } is suspended. Kiosks say why.
manager-was-restored = { $service } runs again.
manager-quota-was-set = How many tickets { $service } gives today is set.
manager-cut-off-was-set = The last tickets for { $service } are set for today.
manager-no-number = That is no whole number.
manager-admit = A device joins
manager-nobody-waits = No device waits to join.
manager-code = Code on its screen
manager-code-note = Six digits. Read them from the device's own screen, and type them only if you stand before it or trust who reads them to you.
manager-role = What it is for
manager-as-asked = as it asks
manager-device-name = Its name
manager-admit-button = Admit
manager-refuse = Turn away
manager-code-unknown = No device that waits shows this code. Codes last ten minutes; look at the screen again.
manager-code-too-often = Too many codes that nobody shows. Wait a minute.
manager-role-not-given = What may do everything, or keeps a copy with the keys, is admitted at the centre's own machine: python main.py admit, with its code.
manager-waits-no-more = That device waits no more.
manager-was-admitted = { $device } is admitted and goes on by itself.
manager-was-refused = The device was turned away.
manager-printers = Printers
manager-printers-well = No printer needs anybody.
manager-admitted = Admitted devices
manager-no-devices = No device has been admitted yet.
manager-device = Device
manager-last-seen = Last seen
manager-address = Address
manager-connected = connected
manager-never-seen = never came
manager-seen =
    { $minutes ->
        [0] just now
        [one] { $minutes } min ago
       *[other] { $minutes } min ago
    }
manager-reserve = Reserve of numbers
manager-admitted-on = Admitted on
manager-revoke = Revoke
manager-revoke-note = It is out at once, and has to join again with a new code.
manager-sure-device = Yes, { $device } shall be out
manager-be-sure = Nothing was done: tick the box first.
manager-was-revoked = { $device } is out.
manager-revoked-on = Revoked on { $day }
manager-revoked =
    { $count ->
        [one] { $count } revoked device
       *[other] { $count } revoked devices
    }
manager-role-kiosk = Kiosk
manager-role-counter = Counter
manager-role-board = Board
manager-role-feedback = Feedback tablet
manager-role-follower = Backup
manager-role-watcher = Monitoring
manager-role-manager = Manager's program
manager-everybody = Everybody who signs in
manager-duty = Signs in as
manager-duty-agent = Agent
manager-duty-manager = Manager
manager-since-day = Since
manager-may-sign-in = may sign in
manager-is-locked =
    { $minutes ->
        [one] locked for a minute
       *[other] locked for { $minutes } minutes
    }
manager-add = Somebody new
manager-add-button = Add
manager-code-name = Name, as a code
manager-name-note = A code of up to 16 letters, digits and hyphens, such as 07: no name of a person stands in the records.
manager-secret-note = Agents: a PIN of 4 to 8 digits. Managers: a password of 8 characters or more, or a PIN of 6 to 8 digits.
manager-new-secret = New PIN or password
manager-reset = A new PIN or password
manager-reset-note = Whoever is signed in with the old one is signed out.
manager-unlock = Unlock
manager-unlock-note = Too many wrong tries. Unlock only if you know who tried.
manager-revoke-person-note = They can sign in no more, and are signed out everywhere.
manager-sure-person = Yes, { $name } shall sign in no more
manager-not-oneself = Nobody revokes themselves: ask another manager.
manager-was-added = { $name } may sign in now.
manager-was-reset = { $name } has a new PIN or password.
manager-was-unlocked = { $name } is unlocked.
manager-person-revoked = { $name } signs in no more.
manager-pin-unfit = A PIN has 4 to 8 digits.
manager-pin-simple = This would be guessed at once. Choose another.
manager-password-unfit = A manager's password has at least 8 characters, a PIN 6 to 8 digits.
manager-name-unfit = A name is a code of 1 to 16 letters, digits and hyphens.
manager-name-taken = Somebody has this name already.
manager-visits = Visits
manager-all-visits = All visits
manager-unverified = Said by others, at any time
manager-between = Truly between
manager-answers = Answers
manager-served = Served
manager-faces = Faces chosen after a visit
manager-by-service = By service
manager-by-counter = By counter
manager-nobody-served = Nobody has been served yet today.
manager-feedback-note = Satisfied: the share of good and very good. Between: where it truly lies, in 95 of 100 cases. Answers that look like play are left out.
manager-shown-from = Shown from { $count } answers on.
manager-no-agents = Of an agent nothing is counted, and nobody sees who pressed which face.
manager-not-readable = The feedback cannot be read now. Try again in a moment.

## Head office's pages, in a browser

# What head office's pages are called, beside the centre's.
office-house = Head office
office-wrong = Name, password and code do not fit.
office-nobody-yet = Nobody can sign in yet. At the hub's own machine, type:
office-password = Password
office-code = Code from your telephone
office-code-note = Six digits, new every half minute. Leave it empty the first time. Without your telephone, type one of your codes on paper.
office-not-now = Head office cannot be shown now. Try again in a moment.
office-not-yours = Your role may not do this. Ask an admin.
office-set-up = Your first time
office-set-up-note = Welcome, { $name }. Choose a password of your own and set up your telephone. From then on you need both.
office-own-password = 1. A password of your own
office-password-note = Twelve characters at least. Several words are easy to remember and hard to guess.
office-telephone = 2. Your telephone
office-telephone-note = Scan this with an app for codes, such as FreeOTP, Aegis or Google Authenticator.
office-qr = Code to scan
office-type-it = Or type this into the app:
office-code-shown = The code that the app shows now
office-code-wrong = That is not the code of this moment. Look at the app again; is the telephone's clock right?
office-password-unfit = A password has twelve characters at least, and is not the first one again.
office-password-simple = That password would be guessed at once. Choose another.
office-recovery = Keep these codes on paper
office-recovery-note = Each signs you in once without your telephone. They are shown this once: write them down or print them now.
office-recovery-kept = I have them on paper
office-centres = Centres
office-findings = Findings
office-services = Services
office-exports = Export
office-enrol = Add a centre
office-people = People
office-figures = All centres now
office-find = Find a centre
office-problems-only = Only where something is wrong
office-show = Show
office-show-all = Show all
# $shown centres are in the table, of $all there are.
office-shown = { $shown } of { $all } centres
office-caption = Centres, those where something is wrong first. A column's head sorts by it.
office-caption-sorted = Centres, sorted by: { $column }.
office-none-found = No centre is like that.
# The heads of the columns are as short as can be; the whole sentence follows under office-column.
office-col-centre = Centre
office-column-centre = Centre
office-col-waiting = Waiting
office-column-waiting = Waiting now
office-col-p50 = Half
office-column-p50 = Wait of half of those called today
office-col-p90 = Nine in ten
office-column-p90 = Wait of nine in ten of those called today
office-col-counters = Counters
office-column-counters = Counters open
office-col-satisfied = Satisfied
office-column-satisfied = Satisfied today
office-col-devices = Devices
office-column-devices = Devices in trouble
office-col-heard = Heard
office-column-heard = Last heard
office-col-lag = Behind
office-column-lag = Lines not here yet
office-col-version = Version
office-column-version = Version
office-col-clock = Clock
office-column-clock = Clock ahead of the hub's
office-col-disk = Disk
office-column-disk = Room on the disk
office-seconds = { $count } s
office-minutes = { $count } min
office-hours = { $count } h
office-days = { $count } d
# When a centre was last heard: within the last half minute.
office-now = now
office-oldest = longest { $minutes } min
# Stands beneath a wait in minutes: what the charter promises.
office-of-target = target { $target }
office-of = { $part } of { $all }
office-over = longer than the { $target } min promised
office-in-trouble = in trouble
office-silent = not heard
office-behind = what is shown is old
office-clock-off = its clock is wrong
office-disk-low = its disk is nearly full
office-awaited = not enrolled yet
office-revoked = cut off
office-outreach = outreach
office-findings-count =
    { $count ->
        [one] { $count } finding
       *[other] { $count } findings
    }
office-troubles-count =
    { $count ->
        [one] { $count } trouble
       *[other] { $count } troubles
    }
office-commands-wait =
    { $count ->
        [one] { $count } command waits
       *[other] { $count } commands wait
    }
office-findings-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
# Read out after what is newly wrong.
office-more-wrong = and more
office-waiting = Waiting now
office-served = { $count } served today
# The charter is what centres promise: nobody waits longer than so many minutes.
office-over-charter = Over the charter
office-of-centres = of { $count } centres
office-counters-open = Counters open
office-of-counters = of { $count }
office-satisfied = Satisfied
office-satisfied-note = { $between } · { $answers } answers
office-not-heard = Not heard
office-devices-trouble =
    { $count ->
        [one] { $count } device in trouble
       *[other] { $count } devices in trouble
    }
office-finding-times = { $times } times, { $since } – { $last }
office-unknown-trouble = { $code } (unknown here)
office-findings-note = What the hub found wrong with a centre's journal, or with who speaks for it. It stays until somebody has understood it.
office-open-findings = Found, and not looked at yet
office-no-findings = Nothing is open.
office-what = What
office-when = When
office-about = About
office-by = By
office-look = Look
office-settle = Understood
office-was-settled = Noted. If it happens again, it is shown again.
# What the hub found wrong, in words for head office.
finding-unreadable-line = The centre sent lines that cannot be read. They are kept as they came, and not counted.
finding-absurd-day = The centre sent lines of a day that cannot be. Look at its clock.
finding-wrong-seq = The centre numbers its lines wrongly. They were not taken.
finding-gap = Lines of this centre are missing for good.
finding-restored = The centre was restored from a copy, or a copy took over. What only the hub knew was given back.
finding-rolled-back = The centre's store is older than what it had sent. Ask who put it back.
finding-fork = A line at the centre is not what it sent before. One of the two was changed.
finding-hub-behind = The hub lacked lines it once had, and was sent them again. Was its database put back?
finding-cloned = Two machines speak for this centre. The second was turned away.
office-silent-since = Not heard for { $ago }, since { $at }
office-heard = Heard { $ago } ago
office-nine = Wait of nine in ten
office-half = half within { $minutes } min
office-called = Called
office-services-note = waiting · wait of nine in ten, { $target } min promised
office-troubles = Troubles that the centre tells
office-counter-closed = closed
office-counter-free = free
office-counter-ready = ready
office-counter-called = called
office-counter-serving = serving
office-counter-paused = on a break
office-no-devices = The centre has told of no device.
office-machine = Its machine
office-appointments = Appointments
office-day = Day
office-booked = Booked
office-came = Came
office-gone = Cancelled or missed
office-commands = What the centre was asked
office-no-commands = Nothing yet.
office-state-waiting = waits for the centre
office-state-done = done
office-state-refused = refused
office-state-unfit = could not be done
office-state-expired = too late
office-catalogue = Catalogue
office-runs = It runs with version { $version }.
office-runs-own = It runs with its own file.
office-version = Version { $version }
office-stage-offered = waits for the centre
office-stage-fetched = the centre tries it
office-stage-loaded = in use
office-stage-before = was in use
office-stage-refused = refused
office-stage-dropped = replaced before the centre came for it
office-catalogue-file = A new catalogue (TOML file)
office-catalogue-note = The centre tries it first. If it does not fit, the centre goes on with the one it has, and says why.
office-catalogue-send = Send it to the centre
office-catalogue-sent = Version { $version } waits for the centre.
office-no-file = Choose a file first.
office-keys = How the centre proves who it is
office-key = Key
office-since = Since
office-until = Until
office-key-live = in use
office-key-retiring = being replaced
office-key-ended = ended
office-code-waits = A code waits to be used, until { $until }.
office-new-code = New code
office-new-code-note = For a new machine, or when somebody else may have the key. Used, it ends the key before it at once.
office-cut-off = Cut off
office-cut-off-note = For a machine that is lost. Nothing more is taken from it or given to it; the hall itself goes on. A new code lets it in again.
office-sure-centre = Yes, cut { $centre } off
office-was-cut-off = { $centre } is cut off.
office-acts = What head office did
office-did-suspend-service = Suspend a service
office-did-restore-service = Let a service run
office-did-revoke-device = Put a device out
office-did-load-catalogue = Send a catalogue
office-did-book-appointment = Book an appointment
office-did-move-appointment = Move an appointment
office-did-cancel-appointment = Cancel an appointment
office-did-cancel-ticket = Give a ticket up
office-did-settle = Finding understood
office-did-new-code = New code
office-did-cut-off = Cut off
office-did-person-add = Add somebody
office-did-person-anew = Begin somebody anew
office-did-person-unlock = Unlock somebody
office-did-person-role = Give another role
office-did-person-revoke = Let somebody in no more
office-did-add-centre = Add a centre
office-revoke-device-note = For a device that is lost or stolen. The centre puts it out as soon as it hears this.
office-device-asked = The centre is asked to put { $device } out.
office-code-for = A code for { $centre }
office-code-once = Shown this once, good for one machine and 48 hours
office-code-how = At the centre's machine, type:
office-new-centre = A new centre
office-centre-code = Code
office-centre-name = Name
office-centre-code-note = Two to eight capital letters or digits, as MOLO. It stands on every slip and never changes.
office-public = Citizens see it on the public pages
office-is-outreach = An outreach: a laptop that goes out for days
office-parent = An outreach goes out from
office-enrol-button = Add it and show its code
office-awaited-centres = Added, and not enrolled yet
office-services-lead = A service can be stopped at one centre, or wherever it is given: when the agency's own system is down.
office-all-services = All services
office-agency = Agency
office-given-at = Centres
office-stopped-at = Stopped at
office-no-services = No centre has told what it offers yet.
office-service-standing =
    { $stopped ->
        [0] Runs wherever it is given ({ $count }).
        [one] Stopped at { $stopped } of { $count }.
       *[other] Stopped at { $stopped } of { $count }.
    }
office-stop-it = Stop it
office-run-it = Let it run again
office-why = Why
office-where = Where
office-everywhere =
    { $count ->
        [one] The centre that gives it
       *[other] All { $count } centres that give it
    }
office-wherever-stopped = Wherever it is stopped
office-sure-everywhere = Yes, at all of these centres
office-suspend = Suspend
office-restore = Restore
office-run-note = Also what a centre's own manager stopped.
office-suspend-asked =
    { $count ->
        [one] { $service }: { $count } centre is asked to stop it.
       *[other] { $service }: { $count } centres are asked to stop it.
    }
office-restore-asked =
    { $count ->
        [one] { $service }: { $count } centre is asked to let it run.
       *[other] { $service }: { $count } centres are asked to let it run.
    }
office-nowhere-chosen = There is no centre to ask.
office-no-reason = Choose why.
office-where-given = Where it is given
office-on-the-way = On the way
office-stop-waits = asked to stop
office-run-waits = asked to run
office-export-lead = As CSV for spreadsheets, as Parquet for programs. No row tells of a person; answers of too few are left out.
office-export-what = What
office-export-tickets = Tickets: a row for each
office-export-days = Days: a row for each service and day
office-export-feedback = Feedback: a row for each service and day
office-export-first = From
office-export-last = To, that day included
office-export-form = As
office-export-all = All centres
office-export-take = Take the file
office-export-unfit = Choose two days in order, { $days } apart at most.
office-role = Role
office-role-viewer = Viewer: only looks
office-role-officer = Officer: services and devices
office-role-admin = Admin: everything
office-first-note = A first password is shown once. The person chooses another within two days.
office-first-password = First password of { $name }
office-first-password-note = Shown this once and good for two days. Hand it over in person; at the first sign-in they choose another and set up a telephone.
office-not-set-up = Not set up yet, until { $until }
office-anew = Lost telephone or password
office-anew-note = Makes a first password. What there was is over: password, telephone and codes on paper.
office-sure-anew = Yes, { $name } begins anew
office-anew-button = Make a first password
office-role-was-changed = { $name } has another role, and is signed out.
office-last-admin = One admin has to stay. Make another first.

## Refusals: the rules say no. One sentence each, said to whoever asked.

refused-nobody-waiting = Nobody is waiting for these services.
refused-centre-closed = The centre is closed now.
refused-cut-off = No more tickets are given today.
refused-quota-full = Today's tickets for this service are finished.
refused-service-suspended = This service is stopped for now.
refused-appointment-unknown = This appointment is not known here.
refused-appointment-other-day = This appointment is for another day.
refused-appointment-used = Somebody has checked in with this appointment already.
refused-appointment-cancelled = This appointment was cancelled.
refused-slot-full = This time is full. Choose another.
refused-slot-past = This time is over. Choose a later one.
refused-slot-too-far = The book is not open for that day yet.
refused-no-appointments = No appointments are given for this service at that time.
refused-counter-closed = This counter is closed. Open it first.
refused-counter-paused = This counter is on a break. Come back first.
refused-counter-busy = A visitor is still at this counter.
refused-nobody-called = Nobody has been called to this counter.
refused-nobody-served = Nobody is being served at this counter.
refused-still-called = The visitor you called has not come yet. Start, call again, or mark a no-show.
refused-ticket-state = This cannot be done with the ticket now.
refused-not-eligible = This counter does not give that service.
refused-too-late = It is too late for that.
refused-already-requeued = This ticket was already put back once.
refused-already-rated = This visit has been rated already. Thank you.
refused-not-served = Only a visit that has ended can be rated.
refused-already-suspended = This service is stopped already.
refused-not-suspended = This service is not stopped.
refused-already-answered = A colleague has answered this call already.
refused-not-paused = This counter is not on a break.
refused-number-taken = Another ticket has this number today.
refused-code-taken = Another appointment has this code.
refused-catalogue-older = The centre goes by this version already, or by a later one.
refused-reasons-given = Your reasons are noted already. Thank you.

## Errors: the world says no

error-disk-full = The centre's disk is full. Please call the supervisor.
error-busy = The centre is busy. We try again in a moment.
error-starting = The centre is starting. One moment.
error-code-unknown = No device that waits shows this code. Look at the device again: a code changes after ten minutes.
error-not-signed-in = Sign in with your own code and PIN first.
error-wrong-pin = This code and PIN do not belong together. Try again.
# $minutes is at least 1.
error-locked =
    { $minutes ->
        [one] Too many wrong PINs. Try again in a minute, or ask the manager.
       *[other] Too many wrong PINs. Try again in { $minutes } minutes, or ask the manager.
    }

## Troubles: what is wrong with a centre, for those who look after it, and what to do

trouble-disk-full = The centre's disk is full: nothing can be stored. Make room; the centre then goes on by itself.
trouble-disk-low = The centre's disk is nearly full. Make room before it is.
trouble-disk-fails = The centre's disk takes no writing. Look at the disk and how it is mounted; when it writes again the centre goes on by itself.
trouble-store-held = Another program has the centre's file open for writing. End it; the centre then goes on by itself.
trouble-store-gone = The centre's file was removed or replaced while the centre runs. Commands are refused. Put the same file back, or end the centre, restore a copy and start it again.
trouble-journal-damaged = A part of the journal on the disk cannot be read. The hall goes on; after closing, have the file proved and restored: main.py restore.
trouble-journal-unsure = The journal is not as it was written. The hall goes on; after closing, have the file proved and restored: main.py restore.
trouble-store-mended = The centre's file was damaged, and was made anew from its journal. The damaged one is kept beside it; look at the disk today.
trouble-writer-hangs = The disk has not answered for some seconds. Commands are refused until it does.
trouble-program-mistake = The program made a mistake, which its log shows. The hall goes on; please report it.
trouble-clock-behind = This machine's clock is behind the centre's time. Set it right; until then the centre counts on evenly.
trouble-clock-jumped = This machine's clock jumped ahead, and is not followed. Set it right, or start the centre again if it is right now.
trouble-ended-untold = The centre was killed or lost its power, and was started again. What had been answered is kept.
trouble-reader-dropped = A device stopped reading and was disconnected. It comes back by itself.
trouble-connections-full = There are too many connections; some are turned away. The hall's own screens go on.
trouble-token-in-use = A second machine has one device's token and was turned away. If it is a copy, delete its data directory; if the token was stolen, revoke the device.
trouble-copy-away = A copy of this centre is not kept up to date: its machine or its program is not there. Start it again; if there shall be no copy any more, revoke it.
trouble-pins-unusable = What PINs are kept with is damaged: nobody can sign in, and open counters go on. Bring keys/pepper back from a copy; or remove it, start the centre again and give everybody a new PIN.
trouble-catalogue-back = The catalogue that head office sent last cannot be used any more. The centre goes by the one before, or by its own file. Ask head office to send it again.
trouble-foresight-down = The part that looks ahead has ended. Waits are told by the formula until it is back.
trouble-clock-off = This machine's clock is wrong by more than a minute, as the hub's time says. Set it right: times on slips and pages are wrong with it.
trouble-hub-away = The hub has not been heard of for ten minutes. The hall goes on without it; everything is sent when the line is back.
trouble-hub-untrusted = Whoever answers in the hub's place is not the hub, or its answers are changed on the way. Nothing of it is believed. Look at the line, the proxy, and hub_authority in the centre's settings.
trouble-hub-revoked = The hub does not let this centre in any more. The hall goes on, and nothing is lost. Ask head office for a new code: main.py enrol CODE.
trouble-hub-cloned = Another machine speaks to the hub as this centre. Only one may: end the copy. If this machine is the right one, restore its own directory (main.py restore) and start it again.
trouble-hub-superseded = Another machine has taken this centre's place at the hub. If that is right, end this one; if not, restore its own directory (main.py restore) and start it again.
trouble-hub-refuses = The hub does not take what this centre sends: one of the two is too old, or makes a mistake, which the centre's log names. Nothing is lost; please report it.
trouble-hub-behind = The hub was put back to an older copy. What it lost is sent again by itself.
trouble-hub-differs = The hub had other events than this centre under the same numbers. The hub keeps both; head office should find out why.
trouble-hub-gap = Old events that this centre does not keep any more are not at the hub. It goes on behind the gap, and shows it.
trouble-restored-behind = This centre's journal was put back to an older copy: the hub has events that are not here. Numbers given in them are not given again today. Whoever holds one is not in the queue: take them by hand.
trouble-uplink-stopped = An event in the journal is not as it was written. Nothing from there on goes to the hub. After closing, have the file proved and restored: main.py restore.

## Tour: windows and the panel of troubles

demo-title = Foleni: the tour
demo-paper-empty = The next slip comes out here.
demo-crowd = A crowd comes
demo-crowd-note = Others take tickets, are served, leave smileys.
# $label is the number of the counter whose window is open.
demo-by-itself = Run by itself
demo-by-itself-note = Counter { $label } serves, every slip prints.
demo-speed = Speed of the crowd
# $times is how many times faster than life.
demo-speed-times = { $times }×
demo-troubles = Make trouble
demo-paper-out = Take the paper out
demo-paper-back = Put paper in
demo-open-cover = Open the printer
demo-close-cover = Close the printer
demo-unplug-printer = Unplug the printer
demo-plug-printer = Plug the printer in
demo-cut-lan = Cut the network
demo-join-lan = Join the network
demo-kill-centre = Kill the centre
demo-centre-back = It starts again …
demo-watch = Watch: nothing is lost.
demo-watch-start = Take a ticket at the kiosk. At the counter, Space is the next step: call in fair order, serve, finish. Then touch a face.
demo-watch-crowd = The board calls, the queues move. Your own ticket has its fair place among them.
demo-watch-printer = Take a ticket: the kiosk says that no paper came. Put it right, and the slip prints by itself.
demo-watch-lan = The screens say that they cannot reach the centre. The kiosk goes on with numbers of its own. Joined again, all catch up.
demo-watch-centre = The screens say that the centre is gone. It starts again by itself and still knows everything.
demo-count-issued = tickets
demo-count-called = called
demo-count-served = served
demo-count-smileys = smileys
# Stands behind the number of what is lost: 0.
demo-lost =
    { $count ->
        [one] lost, of { $count } thing the screens were told
       *[other] lost, of { $count } things the screens were told
    }
demo-close = End the tour

## The virtual printer's window

printer-title = Foleni: a virtual printer
# $address is what a program sends to, as in 127.0.0.1:9100.
printer-place = It prints at { $address }
# How much the printer can tell; A0 to A3 also stand in the settings.
printer-level-a0 = A0: it tells nothing
printer-level-a1 = A1: it tells its status
printer-level-a2 = A2: it tells when it has read a job to its end
printer-level-a3 = A3: it tells when a slip is on paper
printer-empty = The next slip comes out here.
printer-ready = Ready. What is sent to it is printed.
printer-faults = Make it go wrong
printer-low = Paper low
printer-low-now = It prints, and tells that the roll is nearly used up.
printer-out = Paper out
printer-out-now = It prints nothing. What it has taken comes out when there is paper again.
printer-ends = Paper ends soon
printer-ends-now = The paper will end in the middle of a slip.
printer-cover = Cover open
printer-cover-now = It prints nothing until the cover is closed.
printer-knife = Knife stuck
printer-knife-now = It prints nothing until the knife is free.
printer-offline = Offline
printer-offline-now = It tells that it is not ready, but not why.
printer-mute = Mute
printer-mute-now = It answers nothing, whether it prints or not.
printer-garbage = Talks nonsense
printer-garbage-now = It answers like a web server, not like a printer.
printer-stalled = Reads nothing
printer-stalled-now = It takes connections and reads not one byte.
printer-hangs-up = Hangs up
printer-hangs-up-now = It breaks the connection off in the middle of a job.
printer-unplugged = Unplugged
printer-unplugged-now = Nobody reaches it. What was not printed is lost.
printer-slow = Slow
printer-slow-now = It prints very slowly.
printer-ends-after = Paper ends after millimetres:
printer-hangs-up-after = It hangs up after bytes:
printer-slips = slips
printer-read = KiB read
# Connections that a program broke off instead of ending them.
printer-broken-off = broken off
# Bytes of commands that this printer does not know.
printer-unknown = unknown bytes

## Launcher

## Why a ticket waited as long as it did: read or shown to its visitor. "It" is the ticket.

why-title = { $number } · { $service } · { $day }
why-came = { $number } was given at { $time }.
why-came-priority = It has priority: it counts as if it had been given { $minutes } minutes earlier.
why-came-appointment = Its appointment was at { $slot }: it counts as if it had been given at { $time }.
why-came-back = It was called, nobody came, and it got a place again behind whoever was next.
why-not-called = It was not called.
# $time a time, $counter the counter's label, $minutes since it was given.
why-called =
    It was called at { $time } to counter { $counter }, { $minutes ->
        [0] within a minute
        [one] 1 minute after it was given
       *[other] { $minutes } minutes after it was given
    }.
why-held = It was put on hold at { $times }.
why-no-show =
    { $count ->
        [one] It was called once, at { $times }, and nobody came.
       *[other] It was called { $count } times, at { $times }, and nobody came.
    }
why-left = It left the queue at { $time }.
why-day-over = The day ended before that.
why-waits-again = It waits again.
why-called-next = Its turn was the earliest of all who waited for that counter.
why-called-ready = That counter stood ready, and nobody else waited for it.
why-called-chosen =
    Agent { $agent } chose it, and { $count ->
        [one] 1 visitor
       *[other] { $count } visitors
    } whose turn was earlier went on waiting.
why-before-nobody = Nobody was called before it to a counter that could have served it.
why-before =
    { $count ->
        [one] 1 visitor was
       *[other] { $count } visitors were
    } called before it to counters that could have served it:
why-earlier = { $count } came before it.
why-transferred = { $count } came before it, and kept that place when another counter sent them on.
why-returned = { $count } came before it, missed a call and came back in time.
# $times when they came; $minutes what priority counts as.
why-priority = { $count } came later with priority, which counts as { $minutes } minutes: at { $times }.
why-appointment = { $count } came later to an appointment, which counts from { $minutes } minutes before its time: at { $times }.
why-its-hour = { $count } came later, but before the time from which its own appointment counts.
why-its-return = { $count } went before it because it had missed a call itself.
why-chosen = At { $time } agent { $agent } at counter { $counter } chose { $number }, whose turn was later.
why-out-of-turn = At { $time } counter { $counter } called { $number } out of turn, and no rule allows it.
why-kept = Nobody else went before it. The rules of the queue were kept.
why-kept-but = Apart from whom an agent chose, the rules of the queue were kept.
why-broken = The rules of the queue were not kept. Please tell the supervisor.

## The paper slip. Every line stands on narrow paper: keep it short.

slip-ahead = Ahead of you
slip-minutes = Minutes
# Stands where the minutes would stand.
slip-minutes-unknown = Not known yet
# Followed by a colon and the hall.
slip-wait-in = Wait
slip-follow-by-phone = Follow your turn by phone.
# Used instead of slip-follow-by-phone where phones cannot reach any page.
slip-scan-at-kiosk = Scan it at any kiosk to see where you stand.
# Followed by a colon and a list.
slip-bring = Bring
slip-not-a-receipt = Not a receipt
# The public's numbers for questions: to call, and to dial as a short code.
slip-helpline = 1919 · *191#
# Heads a second print of the same ticket.
slip-copy = COPY
# Heads a slip that came out of another kiosk's printer.
slip-backup-for = Printed for { $kiosk }
# In a frame: of when the figures below are.
slip-as-of = Wait as of { $time }
# Heads the slip of an appointment.
slip-appointment = APPOINTMENT
# Stands above the time until which the appointment holds whole.
slip-appointment-by = Come by
slip-appointment-check-in = When you come, scan this at a kiosk or type its number.
# $time is from when nothing is left of the appointment.
slip-appointment-lost = After { $time } you wait like those who come then.

## What is only ever spoken: never shown, and written as the voice is to say it. Each of the pieces up to
## say-called-again has a recording of the same name in assets/voice; one without a letter is left out.

say-letter-a = A
say-letter-b = B
say-letter-c = C
say-letter-d = D
say-letter-e = E
say-letter-f = F
say-letter-g = G
say-letter-h = H
say-letter-i = I
say-letter-j = J
say-letter-k = K
say-letter-l = L
say-letter-m = M
say-letter-n = N
say-letter-o = O
say-letter-p = P
say-letter-q = Q
say-letter-r = R
say-letter-s = S
say-letter-t = T
say-letter-u = U
say-letter-v = V
say-letter-w = W
say-letter-x = X
say-letter-y = Y
say-letter-z = Z
say-number-0 = zero
say-number-1 = one
say-number-2 = two
say-number-3 = three
say-number-4 = four
say-number-5 = five
say-number-6 = six
say-number-7 = seven
say-number-8 = eight
say-number-9 = nine
say-number-10 = ten
say-number-11 = eleven
say-number-12 = twelve
say-number-13 = thirteen
say-number-14 = fourteen
say-number-15 = fifteen
say-number-16 = sixteen
say-number-17 = seventeen
say-number-18 = eighteen
say-number-19 = nineteen
say-number-20 = twenty
say-number-30 = thirty
say-number-40 = forty
say-number-50 = fifty
say-number-60 = sixty
say-number-70 = seventy
say-number-80 = eighty
say-number-90 = ninety
# Between tens and units: twenty … five.
say-and = –
say-ticket-number = Ticket number
say-please-go-to-counter = please go to counter
say-counter = counter
say-second-call = Second call
say-third-call = Third call
say-called-again = Called again
say-hundreds = { $count } hundred
say-hundreds-and = { $hundreds } and { $rest }
say-thousands = { $count } thousand
say-thousands-and = { $thousands } { $rest }
say-range = { $low } to { $high }
say-minutes = { $minutes } minutes
say-seconds = { $seconds } seconds
say-under = under { $amount }
say-over = over { $amount }
say-money = { $amount } shillings
# The hour by the clock from which this language counts its hours: 0, or 6 where 08:00 is saa mbili.
say-first-hour = 0
say-hour =
    { $hour } o’clock { $part ->
        [morning] in the morning
        [noon] in the afternoon
        [evening] in the evening
       *[night] at night
    }
say-time =
    { $minutes } minutes past { $hour } { $part ->
        [morning] in the morning
        [noon] in the afternoon
        [evening] in the evening
       *[night] at night
    }
# After the words of a page: among how many things one can choose.
say-choices =
    { $count ->
        [one] One choice.
       *[other] { $count } choices.
    }
# Said once, to somebody who uses keys, or fingers.
say-how-keys = Move with the arrow keys. Choose with Enter. Go back with Backspace. Hear it again with Space.
say-how-touch = Touch the screen to hear what is there. Touch it again to choose.
# After the name of a switch, and of one of several choices.
say-on = On
say-off = Off
say-chosen = Chosen
say-not-chosen = Not chosen
# $number is a ticket's number, A042.
say-your-number = Your number is { $number }.
say-volume = Volume { $level } of { $levels }

## The hub's public pages: appointments from anywhere

# Heads the pages of the hub that are of no one centre.
public-name = Service centres
public-title = Come at a time of your own
public-intro = Choose a centre, a service and a time. You need no account, and we ask for no name and no phone number.
public-book = Book an appointment
public-free = Booking is free. Nobody from here asks for money by SMS.
public-queue = Already in the queue?
public-queue-note = Scan the code on your slip with your phone: it shows your place from anywhere.
public-have = Have an appointment?
public-have-note = Open the page that you kept to see, change or cancel it.
public-which-centre = Which centre?
public-search = Town or name of the centre
public-find = Search
# Name, for assistive technology, of a row of letters.
public-letters = Centres by their first letter
public-choose-letter = Search, or choose the first letter of the place.
public-none-found = No centre of that name was found.
public-more-found = { $count } more fit: write more of the name.
public-no-centres = No centre gives appointments here yet.
# Beside a centre's name.
public-walk-in = No appointments: come without one.
public-which-service = Which service?
public-no-services = This centre gives no appointments. Come without one and take a number at the kiosk.
public-other-centre = Another centre
public-other-service = Another service
public-which-day = Which day?
public-no-days = No places are free in the next { $days } days. Look again tomorrow, or come without an appointment.
# How many places are free on a day or at a time.
public-places =
    { $count ->
        [0] full
        [one] { $count } place free
       *[other] { $count } places free
    }
public-other-day = Another day
public-which-time = Which time?
public-no-times = Every place of this day is taken.
public-check = Is this right?
# $time is some minutes from now, such as 10:34.
public-held = This place is kept for you until { $time }.
public-confirm = Yes, book it
public-other-time = Choose another time
public-ended = Your time to confirm has run out
public-ended-note = The place may still be free: confirm now, or choose another.
public-asked = Waiting for the centre to confirm
public-asked-note = The centre usually confirms within a minute. This page shows when it has.
# $time is when the centre was last heard, such as 10:20.
public-asked-silent = We have not heard from this centre since { $time }. Your place is kept until it can be asked. Look here again before you set out.
public-never-heard = This centre cannot be asked now. Your place is kept until it can. Look here again before you set out.
public-booked = Your appointment is booked
public-refused = The centre could not book it
public-expired-reason = The time was over before the centre could be asked.
public-again = Choose another time
public-moving = Waiting for the centre to move it to { $day }, { $time }. Until then your old time counts.
public-cancelling = Waiting for the centre to cancel it
public-not-changed = The centre could not change it: what stands here counts.
public-cancelled = This appointment is cancelled
public-checked-in = You have checked in
public-checked-in-note = Your number is on your slip.
public-over = This appointment is over
public-number = Your appointment’s number
# Describes a QR code to who cannot see it.
public-qr = Code to scan at a kiosk, for number { $code }
public-keep = Keep this page, or write the number down: we do not know who you are.
public-calendar = Add to my calendar
public-calendar-note = Appointment number { $code }. At the centre, scan its code at a kiosk or type the number.
public-change = Change the time
public-cancel = Cancel the appointment
public-cancel-sure = Cancel the appointment?
public-cancel-note = Somebody else can have your place then.
public-cancel-yes = Yes, cancel it
public-cancel-no = No, keep it
public-back = Back to the appointment
public-unknown = This appointment is not known
public-unknown-note = It may be long over, or its place was not confirmed in time.
public-not-found = There is no such page
public-start = To the first page
public-too-many = Too many places were kept from your network
public-too-many-note = Wait some minutes and try again. You can always come without an appointment.
