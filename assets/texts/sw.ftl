### Sentensi zote za Foleni kwa Kiswahili cha Kenya: skrini, karatasi na sauti.
###
### Each sentence carries how sure we are of it: H attested in use, M standard words put together
### by us, L to be looked at by a native reviewer first. A Kenyan native speaker signs off
### before a release; then the mark becomes H.
### - Kenya writes nambari (not namba), kaunta (not dirisha), kutoa maoni, kioski.
### - Times are 08:00, never spoken clock hours: saa mbili is 08:00.
### - Agreement: kituo/cheti/kitambulisho kiko, hati/tiketi/skrini iko, muda uko.

## Words used everywhere

# confidence: H
language-name = Kiswahili
# confidence: H
language-switch = Lugha
# confidence: H
back = Rudi
# confidence: H
done = Nimemaliza
# confidence: M
erase = Futa
# confidence: H
yes = Ndiyo
# confidence: H
ok = Sawa
# confidence: H
more = Zaidi
# confidence: H
more-time = Muda zaidi
# confidence: H
go-on = Endelea
# confidence: M
start-again = Anza upya
# confidence: H
try-again = Jaribu tena
# confidence: H
please-wait = Tafadhali subiri
# confidence: H
print-again = Chapisha tena
# confidence: H
counter-label = Kaunta { $label }
# confidence: M
minutes-short = dak
# confidence: M
minutes-count = dak { $minutes }
# Agrees with "muda". confidence: M
not-known-yet = bado haujulikani
# confidence: M
people-waiting =
    { $count ->
        [0] Hakuna anayesubiri
        [one] Mtu { $count } anasubiri
       *[other] Watu { $count } wanasubiri
    }
# confidence: M
people-ahead =
    { $count ->
        [0] Wewe ndiye unayefuata
        [one] Mtu { $count } yuko mbele yako
       *[other] Watu { $count } wako mbele yako
    }

## How long one waits. Always a range, or "not known yet"; never a single figure.

# confidence: M
wait-range = dak { $low }–{ $high }
# confidence: M
wait-under = chini ya dak { $high }
# confidence: M
wait-over = zaidi ya dak { $low }
# Agrees with "muda". confidence: M
wait-unknown = bado haujulikani
# confidence: H
wait-about-range = takriban dak { $low }–{ $high }
# confidence: M
wait-about-under = chini ya dak { $high }
# confidence: M
wait-about-over = zaidi ya dak { $low }
# confidence: M
wait-about-unknown = muda bado haujulikani
# confidence: H
wait-figures-range = { $low }–{ $high }
# confidence: H
wait-figures-under = < { $high }
# confidence: H
wait-figures-over = > { $low }
# confidence: M
wait-figures-unknown = bado haujulikani

## Accessibility bar, on every screen of the kiosk. Two short lines at most.

# confidence: L
a11y-lower = Shusha vitufe
# confidence: H
a11y-bigger = Maandishi makubwa
# confidence: L
a11y-contrast = Rangi wazi
# confidence: M
a11y-aloud = Soma kwa sauti
# confidence: H
a11y-help = Msaada
# confidence: L
a11y-lower-short = Shusha
# confidence: M
a11y-bigger-short = Maandishi
# confidence: L
a11y-contrast-short = Rangi
# confidence: M
a11y-aloud-short = Soma
# confidence: H
a11y-help-short = Msaada

## Kiosk: the first screen, in both languages at once

# confidence: H
kiosk-welcome = Karibu.
# confidence: H
kiosk-touch-language = Gusa lugha yako ili kuanza.
# confidence: H
kiosk-take-your-ticket = Chukua tiketi yako
# confidence: M
kiosk-scan-here = Una tiketi? Changanua msimbo wake hapa.
# confidence: M
kiosk-scan-here-books = Una miadi? Una tiketi? Changanua msimbo hapa.
# confidence: H
kiosk-waiting-now = { $people } · { $wait }

## Kiosk: which service

# confidence: M
kiosk-what-do-you-need = Unahitaji huduma gani leo?
# confidence: M
kiosk-more-services = Huduma zaidi
# confidence: M
kiosk-first-services = Huduma za kwanza
# confidence: H
kiosk-page = Ukurasa { $page } kati ya { $pages }
# confidence: M
kiosk-ask-information-desk = Uliza kwenye dawati la maelezo

## Kiosk: before the ticket; here the promises are made

# confidence: M
kiosk-bring = Leta vitu hivi
# confidence: M
kiosk-bring-nothing = Huhitaji kuleta chochote.
# confidence: H
kiosk-fee = Ada
# confidence: H
kiosk-fee-free = Bure
# confidence: M
kiosk-fee-where = Unalipa kwenye eCitizen au kwenye kaunta pekee.
# confidence: M
kiosk-ready-in = Itakuwa tayari baada ya { $when }.
# confidence: M
kiosk-people-ahead = Watu walio mbele yako
# confidence: M
kiosk-people-ahead-short = Mbele yako
# confidence: M
kiosk-estimated-wait = Makadirio ya kusubiri
# confidence: M
kiosk-priority = Je, unahitaji kipaumbele au msaada?
# confidence: M
kiosk-priority-note = Ulemavu, uzee, ujauzito au mtoto mchanga. Huhitaji kuthibitisha.
# confidence: H
kiosk-take-my-ticket = Chukua tiketi

## Kiosk: why a ticket cannot be had, and what else one can do

# confidence: M
kiosk-suspended = Huduma hii imesitishwa kwa sasa.
# confidence: M
kiosk-suspended-why = Sababu: { $reason }.
# confidence: M
kiosk-suspended-instead = Uliza kwenye dawati la maelezo urudi lini.
# confidence: M
kiosk-quota-full = Nafasi za leo za huduma hii zimejaa.
# confidence: M
kiosk-quota-instead = Njoo tena { $day }, au uliza kwenye dawati la maelezo.
# confidence: M
kiosk-quota-left =
    { $count ->
        [one] Imebaki tiketi { $count } leo
       *[other] Zimebaki tiketi { $count } leo
    }
# confidence: M
kiosk-no-counter-open = Bado hakuna kaunta iliyofunguliwa kwa huduma hii. Unaweza kuchukua tiketi.
# confidence: M
kiosk-cut-off = Tiketi za huduma hii zimefungwa kwa leo.
# confidence: M
kiosk-cut-off-instead = Tiketi zitatolewa tena { $day }, { $time }.
# confidence: M
kiosk-choose-other = Chagua huduma nyingine
# confidence: M
kiosk-choose-other-short = Huduma nyingine
# confidence: M
kiosk-tile-suspended = Imesitishwa
# confidence: M
kiosk-tile-full = Zimejaa leo
# confidence: M
kiosk-tile-closed = Zimefungwa leo
# confidence: M
kiosk-no-answer = Kituo hakikujibu. Huna tiketi.
# confidence: M
kiosk-no-answer-instead = Jaribu tena, au nenda kwenye dawati la maelezo.

## Kiosk: the centre is closed

# confidence: H
kiosk-closed = Kituo kimefungwa.
# confidence: M
kiosk-closed-holiday = Leo tumefunga: { $name }.
# confidence: M
kiosk-closed-cut-off = Hakuna tiketi zaidi leo. Wenye tiketi bado wanahudumiwa.
# confidence: M
kiosk-opening-hours = Saa za kazi
# confidence: H
kiosk-hours-line = { $days } { $opens }–{ $closes }
# confidence: H
kiosk-days-span = { $first } hadi { $last }
# confidence: M
kiosk-opens-on = Tutafungua { $day }, { $time }.
# confidence: M
kiosk-opens-today = Tutafungua leo, { $time }.

## Kiosk: the ticket

# confidence: M
kiosk-no-paper-now = Hakuna karatasi kwa sasa.
# confidence: L
kiosk-no-paper-instead = Nambari yako na msimbo vitaonekana kwenye skrini: vipige picha, au andika nambari.
# confidence: M
kiosk-follow-by-phone = Fuatilia zamu yako kwa simu
# confidence: M
kiosk-follow-how = Changanua msimbo huu, au ulio kwenye karatasi. Huhitaji programu.
# confidence: M
kiosk-scan-at-kiosk = Ona ulipo kwenye foleni
# confidence: M
kiosk-scan-at-kiosk-how = Changanua msimbo huu kwenye kioski chochote hapa.
# confidence: M
kiosk-wait-in = Subiri katika { $hall }.
# confidence: M
kiosk-number-shown = Nambari yako itaonyeshwa na kuitwa hapo.
# confidence: M
kiosk-screen-clears = Skrini hii itafutwa baada ya sekunde { $seconds }
# confidence: M
kiosk-screen-clears-short = Itafutwa: sekunde { $seconds }

## The paper, on kiosk and counter. Never say more than is known.

# confidence: H
paper-printing = Tiketi yako inachapishwa
# confidence: M
paper-take-below = Chukua tiketi yako hapa chini
# confidence: M
paper-take-left = Chukua tiketi yako upande wa kushoto
# confidence: M
paper-take-right = Chukua tiketi yako upande wa kulia
# confidence: H
paper-take = Chukua tiketi yako
# confidence: M
paper-prints-at = Tiketi yako inachapishwa kwenye { $place }. Ichukue hapo.
# confidence: M
paper-take-at = Chukua tiketi yako kwenye { $place }
# confidence: M
paper-should-come-below = Tiketi yako inatarajiwa kutoka hapa chini
# confidence: M
paper-should-come-left = Tiketi yako inatarajiwa kutoka upande wa kushoto
# confidence: M
paper-should-come-right = Tiketi yako inatarajiwa kutoka upande wa kulia
# confidence: M
paper-should-come = Tiketi yako inatarajiwa kutoka
# confidence: M
paper-should-come-at = Tiketi yako inatarajiwa kutoka kwenye { $place }
# confidence: M
paper-did-not-come = Haijatoka
# confidence: M
paper-did-it-come = Je, tiketi yako imetoka?
# confidence: M
paper-did-it-come-at = Je, tiketi yako imetoka kwenye { $place }?
# confidence: M
paper-printer-did-not-say = Printa haikuthibitisha.
# confidence: M
paper-yes-have-it = Ndiyo, ninayo
# confidence: M
paper-no-print-again = Hapana, chapisha tena
# confidence: M
paper-use-phone = Nitatumia simu yangu
# confidence: M
paper-again-or-phone = Ichapishwe tena, au utatumia simu?
# confidence: M
paper-have-it-now = Sasa ninayo
# confidence: M
paper-keep-it = Tunza tiketi yako
# confidence: M
paper-on-my-phone = Ninayo kwenye simu
# confidence: M
paper-out = Karatasi imeisha.
# confidence: M
paper-cover-open = Kifuniko cha printa kiko wazi.
# confidence: M
paper-unreachable = Printa haijibu.
# confidence: M
paper-printer-busy = Printa ina shughuli nyingine.
# confidence: M
paper-printer-fault = Printa haifanyi kazi.
# confidence: M
paper-not-printed = Tiketi yako haikuchapishwa.
# confidence: M
paper-no-printer = Kioski hiki hakichapishi karatasi kwa sasa.
# confidence: M
paper-place-safe = Nafasi yako iko salama.
# confidence: M
paper-photograph = Piga picha ya nambari na msimbo huu kwa simu, au andika nambari.
# confidence: M
paper-prints-by-itself = Itachapishwa yenyewe mara tu printa itakapokuwa tayari. Si lazima uisubiri.
# confidence: M
paper-will-print = Tiketi itachapishwa yenyewe.
# confidence: M
paper-only-a-piece = Huenda kipande tu cha tiketi yako kimetoka.
# confidence: M
paper-colleague-called = Mhudumu ameitwa.
# confidence: M
paper-written-down = Nimeandika
# confidence: M
paper-printed-again = Imechapishwa tena

## Kiosk: an appointment

# confidence: M
kiosk-have-appointment = Nina miadi
# confidence: M
kiosk-have-appointment-note = Kwa nambari iliyo kwenye karatasi yako
# confidence: M
kiosk-code-title = Andika nambari ya miadi yako
# confidence: M
kiosk-code-title-short = Andika tarakimu 8
# confidence: M
kiosk-code-where = Ina tarakimu 8, kwenye karatasi yako ya miadi.
# confidence: M
kiosk-code-or-scan = Au changanua msimbo ulio kwenye karatasi.
# confidence: M
kiosk-code-wrong = Nambari hii si sahihi.
# confidence: M
kiosk-code-wrong-short = Nambari si sahihi
# confidence: M
kiosk-code-unknown-short = Haijulikani hapa
# confidence: M
kiosk-code-instead = Angalia kila tarakimu tena, au uliza kwenye dawati la maelezo.
# confidence: M
kiosk-code-over = Miadi yako haijapatikana.
# confidence: M
kiosk-code-over-instead = Uliza kwenye dawati la maelezo: wataitafuta pamoja nawe.
# confidence: M
kiosk-code-foreign = Miadi hii ni ya kituo kingine.
# confidence: M
kiosk-code-scan-instead = Angalia karatasi yako, au uliza kwenye dawati la maelezo.
# confidence: M
say-code-typed = Tarakimu { $count } kati ya 8.
# confidence: M
say-code-complete = Tarakimu zote 8: { $digits }.
# confidence: H
kiosk-appointment = Miadi yako
# confidence: M
kiosk-appointment-early = Umefika mapema.
# confidence: M
kiosk-appointment-early-note = Utaitwa karibu { $time }, mapema zaidi ikiwa hakuna mwingine anayesubiri.
# confidence: M
kiosk-appointment-on-time = Umefika kwa wakati.
# confidence: M
kiosk-appointment-late = Umechelewa.
# confidence: M
kiosk-appointment-late-note = Utaitwa baadaye kidogo kuliko kama ungefika kwa wakati.
# confidence: M
kiosk-appointment-lost = Muda wako umepita.
# confidence: M
kiosk-appointment-lost-note = Bado unaweza kuchukua tiketi. Utasubiri kama wanaofika sasa.
# confidence: M
kiosk-appointment-day = Ni ya { $day }, { $time }.

## Kiosk: before a long wait

# confidence: M
kiosk-join-title = Kwa sasa foleni ni ndefu.
# confidence: M
kiosk-join-question = Je, bado unataka kujiunga na foleni?
# confidence: M
kiosk-join-yes = Ndiyo, chukua tiketi
# confidence: M
kiosk-join-no = Hapana, rudi
# confidence: M
kiosk-join-book = Unaweza kupanga miadi kwenye dawati la maelezo, na kusubiri muda mfupi zaidi.
# confidence: M
kiosk-join-phone = Si lazima usubiri hapa: fuatilia zamu yako kwa simu, kwa msimbo ulio kwenye tiketi yako.

## Kiosk: what this centre does not give

# confidence: M
kiosk-elsewhere-one = Huduma hii haitolewi hapa.
# confidence: M
kiosk-elsewhere-several = Huduma hizi hazitolewi hapa.
# confidence: M
kiosk-elsewhere-where = Nenda: { $where }
# confidence: M
kiosk-elsewhere-way = { $name }: si hapa
# confidence: M
kiosk-elsewhere-all = Huduma zisizotolewa hapa

## Kiosk: a slip was scanned

# confidence: M
scan-waiting =
    { $count ->
        [0] Tiketi yako { $number } inasubiri. Wewe ndiye unayefuata.
        [one] Tiketi yako { $number } inasubiri. Mtu { $count } yuko mbele yako.
       *[other] Tiketi yako { $number } inasubiri. Watu { $count } wako mbele yako.
    }
# confidence: M
scan-waiting-somewhere = Tiketi yako { $number } inasubiri.
# confidence: H
scan-called = { $number } inaitwa. Tafadhali nenda kaunta { $counter }.
# confidence: M
scan-serving = { $number } inahudumiwa kwenye kaunta { $counter }.
# confidence: M
scan-held = { $number } imewekwa kando. Rudi kaunta { $counter }.
# confidence: M
scan-served = { $number } imehudumiwa. Asante.
# confidence: M
scan-no-show = { $number } iliitwa na hakuna aliyefika. Uliza kwenye dawati la maelezo.
# confidence: M
scan-cancelled = { $number } imeondoka kwenye foleni.
# confidence: M
scan-expired = { $number } ilikuwa ya siku nyingine. Chukua tiketi mpya.
# confidence: M
scan-unknown = Msimbo huu haujulikani hapa.
# confidence: M
scan-unknown-instead = Ushike bila kutikisa ujaribu tena, au uliza kwenye dawati la maelezo.

## Kiosk: idle, help, trouble

# confidence: M
idle-still-there = Je, bado upo hapo?
# confidence: M
idle-clears = Skrini hii itaanza upya baada ya sekunde { $seconds }.
# confidence: M
help-called = Mhudumu ameitwa.
# confidence: M
help-stay-here = Tafadhali subiri hapa. Skrini yako haitafutwa.
# confidence: M
help-coming = Mhudumu anakuja.
# confidence: M
help-not-reached = Hatukuweza kumwita mhudumu. Tafadhali nenda kwenye dawati la maelezo.
# confidence: M
centre-lost-kiosk = Kioski hiki hakiwasiliani na kituo.
# confidence: M
centre-lost-kiosk-instead = Tafadhali nenda kwenye dawati la maelezo. Tunaendelea kujaribu.
# confidence: M
kiosk-alone = Kioski hiki kinafanya kazi peke yake. Tiketi zake ni halali.
# confidence: M
kiosk-alone-brief = Kiko peke yake; tiketi ni halali.
# confidence: M
kiosk-alone-since = Tangu { $time } kioski hiki kinafanya kazi peke yake. Tiketi zake ni halali.
# confidence: M
kiosk-waiting-as-of = { $time }: { $now }
# confidence: M
kiosk-figures-as-of = Ilivyokuwa { $time }.
# confidence: M
kiosk-figures-unknown = Idadi ya wanaosubiri haijulikani.
# confidence: M
kiosk-alone-ticket = Nambari yako inahifadhi nafasi yako kuanzia sasa, na itaitwa.
# confidence: M
kiosk-no-number = Kioski hiki hakina tiketi zaidi za huduma hii hadi kifanye kazi na vingine tena.
# confidence: M
kiosk-untold = Wahudumu: hazimo kwenye foleni: { $numbers }
# confidence: M
centre-starting = Subiri kidogo, tunaanza.
# confidence: M
sample-centre = Kituo cha mfano: tiketi hizi ni za mazoezi

## Every screen: the staff's way out. Shown in all languages at once, never spoken.

# confidence: M
staff-exit-pin = PIN ya mhudumu
# confidence: H
staff-exit-wrong = PIN si sahihi.
# confidence: M
staff-exit-locked = Imefungwa kwa dakika { $minutes }.

## Counter: opening

# confidence: M
counter-open-title = Fungua kaunta hii
# confidence: M
counter-agent-code = Msimbo wako wa mhudumu
# confidence: M
counter-agent-code-hint = Herufi, tarakimu na vistari, visizidi 16
# confidence: M
counter-agent-code-missing = Andika kwanza msimbo wako wa mhudumu.
# confidence: M
counter-pin = PIN
# confidence: M
counter-pin-missing = Andika PIN yako: tarakimu nne hadi nane.
# confidence: M
counter-signed-in = Mhudumu { $agent } ameingia hapa
# confidence: M
counter-change-agent = Mtu mwingine
# confidence: M
counter-services-missing = Chagua angalau huduma moja.
# confidence: M
counter-tick = chagua
# confidence: M
counter-choose-services = Huduma unazotoa leo
# confidence: H
counter-all-services = Huduma zote
# confidence: H
counter-open = Fungua kaunta
# confidence: H
counter-closed = Kaunta hii imefungwa
# confidence: M
counter-agent = Mhudumu { $agent }
# confidence: H
counter-services-count =
    { $count ->
        [one] huduma { $count }
       *[other] huduma { $count }
    }
# confidence: M
counter-information-desk = Dawati la maelezo

## Counter: the list at the side

# confidence: H
counter-my-services = Huduma zangu
# confidence: H
counter-waiting = wanasubiri
# confidence: M
counter-longest = muda mrefu zaidi dak { $minutes }
# confidence: M
counter-none-waiting = hakuna anayesubiri
# confidence: M
counter-held-by-me = Niliowaweka kando
# confidence: M
counter-held-line = { $reason } · dak { $minutes }
# confidence: M
counter-issue-ticket = Toa tiketi
# confidence: M
counter-find-ticket = Tafuta na uchapishe tena
# confidence: M
counter-break = Mapumziko
# confidence: M
counter-no-break = Ghairi mapumziko
# confidence: H
counter-supervisor = Msimamizi
# confidence: H
counter-close = Funga kaunta

## Counter: free

# confidence: M
counter-free = Kaunta iko huru
# confidence: M
counter-call-next = Ita anayefuata
# confidence: M
counter-waiting-for-you =
    { $count ->
        [0] hakuna anayekusubiri
        [one] { $count } anakusubiri · muda mrefu zaidi dak { $minutes }
       *[other] { $count } wanakusubiri · muda mrefu zaidi dak { $minutes }
    }
# confidence: M
counter-ready = Hakuna anayesubiri. Uko tayari.
# confidence: M
counter-ready-note = Atakayefika ataitwa kwako.

## Counter: called, not here yet

# confidence: M
counter-called = Ameitwa · hajafika · mara ya { $call } kati ya { $calls }
# confidence: M
counter-start = Anza huduma
# confidence: M
counter-start-note = mgeni amefika
# confidence: M
counter-recall = Ita tena
# confidence: M
counter-no-show = Hakufika
# confidence: M
counter-undo-call = Tengua mwito
# confidence: M
counter-hold = Weka kando
# confidence: H
counter-transfer = Hamisha
# confidence: M
counter-go-and-meet = Nenda umpokee mgeni huyu
# confidence: M
counter-waited = amesubiri dak { $minutes }
# confidence: M
counter-why-fair = anayefuata kwa zamu
# confidence: M
counter-why-chosen = umemchagua
# confidence: M
counter-why-resumed = amerudi baada ya kuwekwa kando
# confidence: M
counter-ground-came = alifika { $time }
# confidence: M
counter-ground-priority = kipaumbele, alifika { $time }
# confidence: M
counter-ground-appointment = miadi { $time }
# confidence: M
counter-ground-came-back = amerudi baada ya kukosa mwito
# confidence: M
counter-next-is = anayefuata: { $why }

## Counter: serving

# confidence: M
counter-serving = Anahudumiwa · dak { $minutes }
# confidence: M
counter-target = lengo dak { $minutes }
# confidence: M
counter-over-target = zaidi ya lengo
# confidence: M
counter-today-served = leo { $count } wamehudumiwa
# confidence: M
counter-finish-and-next = Maliza na uite anayefuata
# confidence: M
counter-finish-and-break = Maliza na upumzike
# confidence: M
counter-break-after = Mapumziko baada ya mgeni huyu
# confidence: M
counter-done-with = Umemaliza na mgeni huyu
# confidence: H
counter-finished = Imekamilika
# confidence: M
counter-papers-missing = Hati hazitoshi
# confidence: M
counter-system-down = Mfumo haufanyi kazi
# confidence: M
counter-wrong-service = Si huduma hii

## Counter: questions

# confidence: M
counter-hold-why = Kwa nini mgeni anawekwa kando?
# confidence: M
counter-transfer-where = Hamishia huduma gani?
# confidence: M
counter-break-why = Kwa nini mapumziko haya?
# confidence: M
counter-on-break = Mapumzikoni
# confidence: M
counter-on-break-note = Hakuna anayeitwa kwako. Uliowaweka kando wanabaki.
# confidence: M
counter-back-from-break = Nimerudi
# confidence: M
counter-close-sure = Funga kaunta hii?
# confidence: M
counter-close-note = Hakuna atakayeitwa hapa hadi ifunguliwe tena.
# confidence: M
counter-resume = Mwite arudi
# confidence: M
counter-issue-which = Tiketi ya huduma gani?
# confidence: M
counter-issue-language = Lugha ya mgeni
# confidence: M
counter-issue-priority = Kipaumbele au msaada
# confidence: M
counter-issued = Tiketi { $number } imetolewa
# confidence: M
counter-issued-ahead =
    { $count ->
        [0] hakuna aliye mbele
        [one] mtu { $count } yuko mbele
       *[other] watu { $count } wako mbele
    }
# confidence: M
counter-find-service = Andika sehemu ya jina, au tumia mishale
# confidence: M
counter-no-such-service = Hakuna huduma yenye jina hilo.
# confidence: M
counter-printed =
    { $paper ->
        [appointment] Karatasi ya miadi imechapishwa.
        [list] Orodha imechapishwa.
       *[ticket] Tiketi imechapishwa.
    }
# confidence: M
counter-printed-at =
    { $paper ->
        [appointment] Karatasi ya miadi imechapishwa kwenye { $place }.
        [list] Orodha imechapishwa kwenye { $place }.
       *[ticket] Tiketi imechapishwa kwenye { $place }.
    }
# confidence: M
counter-sent = Angalia kama karatasi imetoka: printa hii haiwezi kusema.
# confidence: M
counter-sent-at = Angalia kwenye { $place } kama karatasi imetoka: printa hiyo haiwezi kusema.
# confidence: M
counter-not-printed =
    { $paper ->
        [appointment] Karatasi ya miadi haikuchapishwa.
        [list] Orodha haikuchapishwa.
       *[ticket] Tiketi haikuchapishwa.
    }
# confidence: M
counter-paper-unconfirmed = Angalia kama karatasi imetoka: printa haikuthibitisha.
# confidence: M
counter-paper-unconfirmed-at = Angalia kwenye { $place } kama karatasi imetoka: printa haikuthibitisha.
# confidence: M
counter-prints-at =
    { $paper ->
        [appointment] Karatasi ya miadi inachapishwa kwenye { $place }.
        [list] Orodha inachapishwa kwenye { $place }.
       *[ticket] Tiketi inachapishwa kwenye { $place }.
    }
# confidence: M
counter-paper-held =
    { $paper ->
        [appointment] Karatasi ya miadi itachapishwa yenyewe mara tu printa itakapokuwa tayari.
        [list] Orodha itachapishwa yenyewe mara tu printa itakapokuwa tayari.
       *[ticket] Tiketi itachapishwa yenyewe mara tu printa itakapokuwa tayari.
    }
# confidence: M
counter-only-a-piece =
    { $paper ->
        [appointment] Huenda kipande tu cha karatasi ya miadi kimetoka: ichapishe tena.
        [list] Huenda kipande tu cha orodha kimetoka: ichapishe tena.
       *[ticket] Huenda kipande tu cha tiketi kimetoka: ichapishe tena.
    }
# confidence: M
counter-paper-expired =
    { $paper ->
        [appointment] Karatasi ya miadi ilisubiri printa kwa muda mrefu mno: ichapishe tena.
        [list] Orodha ilisubiri printa kwa muda mrefu mno: ichapishe tena.
       *[ticket] Tiketi ilisubiri printa kwa muda mrefu mno: ichapishe tena.
    }
# confidence: H
counter-find-title = Tafuta tiketi
# confidence: M
counter-find-number = Nambari ya tiketi, au tarakimu 8 za miadi
# confidence: M
counter-find-hint = Kama ilivyochapishwa: A042. Au changanua msimbo ulio kwenye karatasi.
# confidence: M
counter-not-found = Hakuna tiketi { $number } leo.
# confidence: M
counter-call-this = Ita tiketi hii
# confidence: M
counter-call-passes =
    { $count ->
        [one] Ita { $number }? Mtu { $count } mwenye zamu ya mapema anarukwa. Hilo linaandikwa.
       *[other] Ita { $number }? Watu { $count } wenye zamu ya mapema wanarukwa. Hilo linaandikwa.
    }
# confidence: M
counter-requeue = Rudisha kwenye foleni
# confidence: M
counter-cancel-ticket = Ondoa kwenye foleni
# confidence: M
counter-cancel-ticket-sure = Ondoa { $number } kwenye foleni?
# confidence: M
counter-help-called = Msimamizi ameitwa.
# confidence: M
counter-help-at-kiosk = kioski { $number }
# confidence: M
counter-help-wanted = Msaada unahitajika: { $where }
# confidence: M
counter-help-answer = Ninaenda
# confidence: M
counter-printer-paper-out = { $printer }: karatasi imeisha
# confidence: M
counter-printer-low = { $printer }: karatasi inakaribia kwisha
# confidence: M
counter-printer-cover-open = { $printer }: kifuniko kiko wazi
# confidence: L
counter-printer-cutter = { $printer }: kikata karatasi kimekwama
# confidence: M
counter-printer-unreachable = { $printer }: haipatikani
# confidence: M
counter-printer-not-ready = { $printer }: haiko tayari
# confidence: M
counter-printer-since = { $trouble } · dak { $minutes }
# confidence: M
counter-printers-more =
    { $count ->
        [one] na printa { $count } nyingine
       *[other] na printa { $count } nyingine
    }
# confidence: M
counter-no-answer = Kituo hakikujibu. Angalia kinachoonyeshwa hapa, kisha ujaribu tena.
# confidence: M
counter-unknown = Kituo hiki hakina kaunta { $label }.
# confidence: M
counter-centre-lost = Kituo hakijibu
# confidence: M
counter-centre-lost-note = Endelea na mgeni huyu. Tunaendelea kujaribu.
# confidence: M
counter-centre-lost-last-known = Haya ni ya mwisho yanayojulikana. Tunaendelea kujaribu.
# confidence: M
counter-centre-lost-as-of = Hivi ndivyo ilivyokuwa { $time }. Tunaendelea kujaribu.

## The hand list: to go on with paper and pen while the centre is lost

# confidence: M
counter-hand-list = Orodha ya kuendelea kwa mkono
# confidence: M
counter-hand-list-print = Chapisha orodha
# confidence: M
counter-hand-list-note = Waite kwa mpangilio huu, na uandike waliohudumiwa. Kituo kikirudi, waingize.
# confidence: M
hand-list-title = Tiketi zilizo wazi, hadi { $time }
# confidence: M
hand-list-empty = Hakuna aliyekuwa akisubiri.
# confidence: M
hand-list-called = { $number } ameitwa kaunta { $counter }
# confidence: M
hand-list-serving = { $number } yuko kaunta { $counter }
# confidence: M
hand-list-held = { $number } amewekwa kando

## The counter, further

# confidence: L
key-space = Space
# confidence: H
key-enter = Enter
# confidence: H
key-escape = Esc

## States of a ticket, as the information desk reads them. They agree with "tiketi".

# confidence: M
state-waiting = inasubiri
# confidence: H
state-called = imeitwa
# confidence: M
state-serving = inahudumiwa
# confidence: M
state-served = imehudumiwa
# confidence: M
state-held = imewekwa kando
# confidence: M
state-no-show = hakufika
# confidence: M
state-cancelled = imeondoka kwenye foleni
# confidence: M
state-expired = muda umeisha

## Counter: appointments

# confidence: M
counter-book = Panga miadi
# confidence: H
counter-appointment = Miadi
# confidence: M
counter-book-which = Miadi ya huduma gani?
# confidence: M
counter-book-when = Siku gani, wakati gani?
# confidence: M
counter-book-keys = ← → siku · ↑ ↓ wakati
# confidence: M
counter-book-none = Hakuna nafasi zaidi za miadi.
# confidence: M
counter-places-left =
    { $count ->
        [0] imejaa
       [one] nafasi { $count }
       *[other] nafasi { $count }
    }
# confidence: M
counter-book-this = Panga wakati huu
# confidence: M
counter-move-here = Hamishia wakati huu
# confidence: M
counter-booked = Miadi imepangwa
# confidence: M
counter-moved = Miadi imehamishwa
# confidence: M
counter-booked-until = kwa wakati hadi { $time }
# confidence: M
counter-booked-write = Mwandikie mgeni nambari hii. Ataihitaji atakapofika.
# confidence: M
counter-appointment-code = nambari { $code }
# confidence: M
counter-appointment-booked = imepangwa
# confidence: M
counter-appointment-checked-in = amefika na kusajiliwa
# confidence: M
counter-appointment-cancelled = imefutwa
# confidence: M
counter-appointment-missed = hakufika
# confidence: M
counter-appointment-early = mapema
# confidence: M
counter-appointment-on-time = kwa wakati
# confidence: M
counter-appointment-late = amechelewa
# confidence: M
counter-appointment-lost = amechelewa mno: zamu ya kawaida
# confidence: L
counter-check-in = Sajili amefika
# confidence: M
counter-move = Hamisha wakati
# confidence: M
counter-cancel-appointment = Futa miadi
# confidence: M
counter-cancel-appointment-sure = Futa miadi ya { $day }, { $time }?

## Board. Read from across the hall: as short as can be.

# confidence: H
board-welcome = Karibu
# confidence: M
board-now-serving = Sasa inahudumiwa
# confidence: H
board-counter = Kaunta
# confidence: M
board-queues-now = Foleni kwa sasa
# confidence: H
board-waiting = Wanasubiri
# confidence: H
board-minutes = Dakika
# confidence: M
board-stopped = Imesimama
# confidence: M
board-nobody-called = Bado hakuna aliyeitwa
# confidence: H
board-recall = Mara ya { $call }
# confidence: H
board-closed = Kituo kimefungwa
# confidence: M
board-opens = Tutafungua { $day }, { $time }
# confidence: M
board-centre-lost = Ubao hauwasiliani na kituo
# confidence: M
board-centre-lost-note = Tafadhali uliza kwenye kaunta.
# confidence: M
board-last-known = Walioitwa mwisho, hadi { $time }

## Joining: a screen that has no centre yet, or none any more; staff read it, in all languages at once

# confidence: M
joining-looking = Inatafuta kituo
# confidence: L
joining-looking-note = Skrini hii na mashine ya kituo ziwe kwenye mtandao mmoja.
# confidence: M
joining-which = Ni kituo kipi?
# confidence: M
joining-type-address = Andika anwani yake
# confidence: M
joining-address = Anwani ya kituo
# confidence: L
joining-address-note = Kama mashine yake inavyoonyesha inapoanza: 192.168.1.10
# confidence: M
joining-address-wrong = Hiyo si anwani.
# confidence: L
joining-address-plain = Iandike bila http://
# confidence: L
joining-ask = Omba kujiunga
# confidence: M
joining-asking = Inauliza { $name }
# confidence: H
joining-asking-note = Subiri kidogo.
# confidence: M
joining-silent = Hakijibu. Tunaendelea kujaribu.
# confidence: L
joining-no-centre = Kinachojibu hapo si kituo. Tunaendelea kujaribu.
# confidence: L
joining-not-here = Kituo hiki hakipokei skrini ya aina hii.
# confidence: L
joining-cheated = Kuna anayeingilia mtandao. Mwambie anayeusimamia.
# confidence: L
joining-code = Kujiunga na
# confidence: L
joining-code-where = Uandikwe kwenye ukurasa wa meneja, au mashine ya kituo:
# confidence: H
joining-code-command = python main.py admit { $code }
# confidence: L
joining-code-device = Itajiunga kama { $name } na kuendelea yenyewe.
# confidence: M
joining-code-left =
    { $minutes ->
        [one] Dakika { $minutes } imebaki
       *[other] Dakika { $minutes } zimebaki
    }
# confidence: L
joining-refused = Meneja amekataa skrini hii
# confidence: M
joining-refused-note = Inaweza kuomba tena.
# confidence: L
joining-revoked = Kituo hakiikubali skrini hii tena
# confidence: L
joining-revoked-note = Haifanyi chochote hadi meneja aikubali tena.
# confidence: L
joining-twin = Skrini nyingine inatumia nafasi ya hii
# confidence: L
joining-twin-note = Data yake ilinakiliwa. Hii ijiunge kama skrini ya peke yake.
# confidence: M
joining-stranger = Hicho si kituo chetu
# confidence: L
joining-stranger-note = Mwingine anajibu hapo. Omba tu ikiwa kituo kimewekwa upya.
# confidence: M
joining-ask-again = Omba tena
# confidence: M
joining-another = Kituo kingine
# confidence: L
joining-copied = Data yake ilitoka mashine nyingine: inajiunga upya.
# confidence: L
joining-stranger-near = Mwingine anajibu badala ya kituo chetu

## Feedback tablet. The five words agree with "huduma".

# confidence: M
feedback-how = Huduma yetu ilikuwaje leo?
# confidence: M
feedback-no-name = Bila jina. Gusa uso mmoja.
# confidence: H
feedback-1 = Mbaya sana
# confidence: H
feedback-2 = Mbaya
# confidence: H
feedback-3 = Wastani
# confidence: H
feedback-4 = Nzuri
# confidence: H
feedback-5 = Nzuri sana
# confidence: M
feedback-why = Ni nini hakikuwa kizuri?
# confidence: M
feedback-why-note = Gusa zote zinazofaa, au usiguse yoyote.
# confidence: M
feedback-money = Niliombwa pesa
# confidence: M
feedback-money-note = Uliombwa pesa? Hakuna mtu wa kituo hiki anayeweza kusoma jibu hilo.
# confidence: H
feedback-send = Tuma
# confidence: H
feedback-skip = Ruka
# confidence: H
feedback-thanks = Asante kwa maoni yako.
# confidence: M
feedback-thanks-note = Yanatusaidia kuhudumia vizuri zaidi.
# confidence: M
feedback-rest = Toa maoni baada ya kuhudumiwa
# confidence: M
feedback-centre-lost = Hatuwezi kupokea maoni kwa sasa.

## Phone page: a ticket followed on the visitor's own phone. Small screens: short lines.

# confidence: M
phone-called = Ni zamu yako
# confidence: M
phone-called-go = Tafadhali nenda huko sasa na uonyeshe nambari yako.
# confidence: M
phone-serving = Unahudumiwa sasa
# confidence: M
phone-held = Tiketi yako imewekwa kando
# confidence: M
phone-held-note = Ukiwa tayari, rudi kaunta { $label }.
# confidence: M
phone-served = Huduma yako imekamilika
# confidence: H
phone-served-note = Asante kwa kuja.
# confidence: M
phone-papers-missing = Hati fulani zilikosekana. Njoo tena na hizi.
# confidence: M
phone-no-show = Uliitwa, lakini hukufika
# confidence: M
phone-no-show-note = Uliza kwenye dawati la maelezo: huenda ukarudishwa kwenye foleni.
# confidence: M
phone-left = Umeondoka kwenye foleni
# confidence: M
phone-left-note = Ili uhudumiwe, chukua tiketi mpya.
# confidence: M
phone-expired = Siku imeisha
# confidence: M
phone-expired-note = Tiketi hii haitumiki tena. Njoo tena uchukue mpya.
# confidence: M
phone-now = Sasa kwenye kaunta: { $numbers }.
# confidence: M
phone-open-until = Leo kituo kiko wazi hadi { $time }.
# confidence: M
phone-no-money = Hakuna mtu wa hapa anayeomba pesa kwa SMS.
# confidence: M
phone-updated = Imesasishwa { $time } · hujisasisha yenyewe
# confidence: M
phone-as-of = Kufikia { $time }
# confidence: M
phone-refresh = Onyesha upya
# confidence: M
phone-not-up-to-date = Haijasasishwa tangu { $time }. Tunaendelea kujaribu.
# confidence: M
phone-silent = Hatujapata habari kutoka kituo hiki tangu { $time }. Yaliyo hapa yalikuwa kweli wakati huo.
# confidence: M
phone-leaving = Umeomba kuondoka kwenye foleni. Kituo bado hakijathibitisha.
# confidence: M
phone-leave = Ondoka kwenye foleni
# confidence: M
phone-leave-sure = Ungependa kuondoka kwenye foleni?
# confidence: M
phone-leave-note = Nambari yako { $number } haitaitwa. Kitendo hiki hakiwezi kutenduliwa.
# confidence: M
phone-leave-yes = Ndiyo, niondoe kwenye foleni
# confidence: M
phone-leave-no = Hapana, nitabaki
# confidence: M
phone-unknown = Tiketi hii haijulikani hapa leo
# confidence: M
phone-unknown-note = Tiketi hutumika siku moja tu. Uliza kwenye dawati la maelezo.
# confidence: M
phone-too-many = Umejaribu mara nyingi mno
# confidence: M
phone-too-many-note = Subiri dakika moja, kisha ujaribu tena.
# confidence: M
phone-not-done = Haikufaulu
# confidence: H
phone-not-done-note = Rudi nyuma ujaribu tena.

## The manager's pages, in a browser

# confidence: H
manager-pages = Kurasa
# confidence: M
manager-skip = Nenda kwenye ukurasa
# confidence: M
manager-live = Sasa hivi
# confidence: H
manager-feedback = Maoni
# confidence: H
manager-services-and-counters = Huduma na kaunta
# confidence: H
manager-staff = Wafanyakazi
# confidence: H
manager-devices = Vifaa
# confidence: M
manager-signed-in-as = Umeingia: { $name }
# confidence: H
manager-sign-in = Ingia
# confidence: H
manager-sign-out = Ondoka
# confidence: H
manager-name = Jina
# confidence: M
manager-secret = PIN au nenosiri
# confidence: M
manager-nobody-yet = Bado hakuna meneja. Kwenye mashine ya kituo chenyewe, andika:
# confidence: M
manager-wrong = Jina na PIN au nenosiri havilingani.
# confidence: M
manager-locked =
    { $minutes ->
        [one] Umekosea mara nyingi. Jaribu tena baada ya dakika moja.
       *[other] Umekosea mara nyingi. Jaribu tena baada ya dakika { $minutes }.
    }
# confidence: M
manager-crowd = Wengi wanaingia kwa sasa. Jaribu tena baada ya muda mfupi.
# confidence: M
manager-ended = Umeondolewa kwa sababu hapakuwa na shughuli kwa muda. Ingia tena.
# confidence: M
manager-from-elsewhere = Hii haikutoka kwenye ukurasa wetu. Rudi kisha ujaribu tena.
# confidence: M
manager-nowhere = Hakuna ukurasa kama huo.
# confidence: M
manager-not-done = Haikufaulu. Angalia kinachoonyeshwa hapa, kisha ujaribu tena.
# confidence: M
desk-to-first-page = Nenda kwenye ukurasa wa kwanza
# confidence: M
manager-figures = Ukumbi kwa sasa
# confidence: M
manager-waiting-now = Wanaosubiri sasa
# confidence: M
manager-oldest = muda mrefu zaidi dak { $minutes }
# confidence: L
manager-median-wait = Muda wa kusubiri wa kati
# confidence: M
manager-target = lengo dak { $target }
# confidence: M
manager-target-last = lengo { $target } · wiki iliyopita { $minutes }
# confidence: M
manager-served-today = Waliohudumiwa leo
# confidence: M
manager-counters-open = Kaunta { $open } kati ya { $all } zimefunguliwa
# confidence: M
manager-satisfied = Walioridhika
# confidence: M
manager-satisfied-note = { $between } · { $answers } kati ya { $served } walijibu
# confidence: M
manager-too-few = majibu ni machache mno
# confidence: M
manager-no-shows = Ambao hawakufika
# confidence: M
manager-tickets =
    { $count ->
        [one] tiketi { $count }
       *[other] tiketi { $count }
    }
# confidence: M
manager-wait-by-hour = Muda wa kusubiri kwa saa
# confidence: L
manager-chart-note = tisa kati ya kumi hawakusubiri zaidi, dakika; mstari wa vipande: lengo, { $target }
# confidence: L
manager-chart-note-usual = tisa kati ya kumi hawakusubiri zaidi, dakika; mstari wa vipande: lengo, { $target }; pembe tupu: { $day } ya kawaida
# confidence: H
manager-hour = Saa
# confidence: H
manager-today = Leo
# confidence: M
manager-usual = Kwa kawaida
# confidence: M
manager-nobody-called = Bado hakuna aliyeitwa leo.
# confidence: H
manager-services = Huduma
# confidence: H
manager-service = Huduma
# confidence: M
manager-services-note = wanaosubiri · muda mrefu zaidi kwa sasa, lengo dak { $target }
# confidence: M
manager-services-more =
    { $count ->
        [one] Hakuna anayesubiri huduma moja nyingine.
       *[other] Hakuna anayesubiri huduma { $count } nyingine.
    }
# confidence: M
manager-longest-wait = Muda mrefu zaidi wa kusubiri sasa
# confidence: M
manager-over-target = zaidi ya lengo
# confidence: M
manager-suspended = imesimamishwa: { $reason }
# confidence: M
manager-no-counter = hakuna kaunta iliyofunguliwa inayoitoa
# confidence: H
manager-counters = Kaunta
# confidence: H
manager-counter = Kaunta
# confidence: M
manager-agent = Mhudumu { $agent }
# confidence: H
manager-counter-closed = imefungwa
# confidence: M
manager-counter-free =
    { $minutes ->
        [0] huru sasa
        [one] huru kwa dak { $minutes }
       *[other] huru kwa dak { $minutes }
    }
# confidence: M
manager-counter-ready =
    { $minutes ->
        [0] tayari sasa
        [one] tayari kwa dak { $minutes }
       *[other] tayari kwa dak { $minutes }
    }
# confidence: M
manager-counter-called =
    { $minutes ->
        [0] imeita sasa hivi
        [one] imeita dak { $minutes } iliyopita
       *[other] imeita dak { $minutes } zilizopita
    }
# confidence: M
manager-counter-serving =
    { $minutes ->
        [0] inahudumia sasa hivi
        [one] inahudumia kwa dak { $minutes }
       *[other] inahudumia kwa dak { $minutes }
    }
# confidence: M
manager-counter-over = inahudumia kwa dak { $minutes } · zaidi ya ilivyopangwa
# confidence: M
manager-counter-paused =
    { $minutes ->
        [0] mapumziko sasa hivi: { $reason }
        [one] mapumziko kwa dak { $minutes }: { $reason }
       *[other] mapumziko kwa dak { $minutes }: { $reason }
    }
# confidence: M
manager-since =
    { $minutes ->
        [0] sasa hivi
        [one] kwa dak { $minutes }
       *[other] kwa dak { $minutes }
    }
# confidence: M
manager-helps = Maombi ya msaada
# confidence: M
manager-help-answered = Ombi limejibiwa: uko njiani.
# confidence: M
manager-copies = Mahali pengine penye kumbukumbu
# confidence: M
manager-copy-in-step = Nakala { $copy }: iko sawa
# confidence: M
manager-copy-behind =
    { $count ->
        [one] Nakala { $copy }: iko nyuma kwa rekodi { $count }
       *[other] Nakala { $copy }: iko nyuma kwa rekodi { $count }
    }
# confidence: M
manager-copy-away = Nakala { $copy }: haijasikika tangu { $time }
# confidence: M
manager-hub-in-step = Makao makuu: yana kila kitu
# confidence: L
manager-hub-behind =
    { $count ->
        [one] Makao makuu: rekodi { $count } iko njiani
       *[other] Makao makuu: rekodi { $count } ziko njiani
    }
# confidence: L
manager-hub-away =
    { $count ->
        [one] Makao makuu: hayajasikika tangu { $time }; rekodi { $count } inasubiri hapa
       *[other] Makao makuu: hayajasikika tangu { $time }; rekodi { $count } zinasubiri hapa
    }
# confidence: L
manager-hub-stopped =
    { $count ->
        [one] Makao makuu: hakuna kinachotumwa; rekodi { $count } inasubiri hapa
       *[other] Makao makuu: hakuna kinachotumwa; rekodi { $count } zinasubiri hapa
    }
# confidence: M
manager-earlier = Yaliyoharibika katika saa 24 zilizopita
# confidence: M
manager-state = Hali
# confidence: M
manager-tickets-today = Tiketi za leo
# confidence: M
manager-tickets-until = Tiketi hadi
# confidence: M
manager-change = Badilisha
# confidence: H
manager-save = Hifadhi
# confidence: H
manager-close = Funga
# confidence: M
manager-counter-was-closed = Kaunta imefungwa.
# confidence: M
manager-runs = inaendelea
# confidence: M
manager-closed-today = imefungwa leo
# confidence: M
manager-quota-reached = tiketi za leo zimeisha
# confidence: M
manager-of-quota = { $taken } kati ya { $quota }
# confidence: M
manager-always-open = Hiki ni kituo cha mafunzo: kinatoa tiketi wakati wowote, chochote kikiwekwa hapa.
# confidence: M
manager-suspend = Simamisha huduma
# confidence: M
manager-suspend-why = Kwa nini? Kila mgeni anaambiwa hili.
# confidence: M
manager-no-reasons = Katalogi haina sababu za kuchagua.
# confidence: M
manager-restore = Rejesha huduma
# confidence: M
manager-restore-note = Tiketi zinatolewa tena mara moja.
# confidence: M
manager-quota = Tiketi za leo
# confidence: M
manager-quota-label = Zisizidi ngapi; wazi: kadiri wanavyokuja
# confidence: M
manager-quota-note = { $taken } zimetolewa. Inahesabika kwa leo.
# confidence: M
manager-catalogue-says = Katalogi inasema { $what }.
# confidence: M
manager-cut-off = Tiketi za mwisho
# confidence: M
manager-cut-off-label = Dakika kabla ya kufunga; wazi: kama katalogi inavyosema
# confidence: M
manager-cut-off-note = Tiketi hadi { $until }. Inahesabika kwa leo.
# confidence: M
manager-was-suspended = { $service }: imesimamishwa. Kila kioski kinasema kwa nini.
# confidence: M
manager-was-restored = { $service }: inaendelea tena.
# confidence: M
manager-quota-was-set = { $service }: idadi ya tiketi za leo imewekwa.
# confidence: M
manager-cut-off-was-set = { $service }: tiketi za mwisho za leo zimewekwa.
# confidence: M
manager-no-number = Hiyo si nambari kamili.
# confidence: M
manager-admit = Kifaa kinajiunga
# confidence: M
manager-nobody-waits = Hakuna kifaa kinachosubiri kujiunga.
# confidence: M
manager-code = Msimbo kwenye skrini yake
# confidence: M
manager-code-note = Tarakimu sita. Zisome kwenye skrini ya kifaa chenyewe, na uziandike tu ukiwa mbele yake au ukimwamini anayekusomea.
# confidence: M
manager-role = Ni cha nini
# confidence: M
manager-as-asked = kama kinavyoomba
# confidence: M
manager-device-name = Jina lake
# confidence: M
manager-admit-button = Ruhusu
# confidence: M
manager-refuse = Kataa
# confidence: M
manager-code-unknown = Hakuna kifaa kinachosubiri chenye msimbo huu. Msimbo hudumu dakika kumi; angalia skrini tena.
# confidence: M
manager-code-too-often = Msimbo usiojulikana umeandikwa mara nyingi. Subiri dakika moja.
# confidence: M
manager-role-not-given = Kinachoweza kufanya kila kitu, au kinachotunza nakala pamoja na funguo, huruhusiwa kwenye mashine ya kituo chenyewe: python main.py admit, pamoja na msimbo wake.
# confidence: M
manager-waits-no-more = Kifaa hicho hakisubiri tena.
# confidence: M
manager-was-admitted = { $device } kimeruhusiwa na kinaendelea chenyewe.
# confidence: M
manager-was-refused = Kifaa kimekataliwa.
# confidence: M
manager-printers = Printa
# confidence: M
manager-printers-well = Hakuna printa inayohitaji mtu.
# confidence: M
manager-admitted = Vifaa vilivyoruhusiwa
# confidence: M
manager-no-devices = Bado hakuna kifaa kilichoruhusiwa.
# confidence: H
manager-device = Kifaa
# confidence: M
manager-last-seen = Kilionekana mwisho
# confidence: H
manager-address = Anwani
# confidence: M
manager-connected = kimeunganishwa
# confidence: M
manager-never-seen = hakijawahi kuja
# confidence: M
manager-seen =
    { $minutes ->
        [0] sasa hivi
        [one] dak { $minutes } iliyopita
       *[other] dak { $minutes } zilizopita
    }
# confidence: L
manager-reserve = Akiba ya nambari
# confidence: M
manager-admitted-on = Kiliruhusiwa tarehe
# confidence: M
manager-revoke = Ondoa ruhusa
# confidence: M
manager-revoke-note = Kinatoka mara moja, na lazima kijiunge upya kwa msimbo mpya.
# confidence: M
manager-sure-device = Ndiyo, { $device } kitoke
# confidence: M
manager-be-sure = Hakuna kilichofanyika: weka alama kwenye kisanduku kwanza.
# confidence: M
manager-was-revoked = { $device } kimetoka.
# confidence: M
manager-revoked-on = Ruhusa iliondolewa tarehe { $day }
# confidence: M
manager-revoked =
    { $count ->
        [one] Kifaa { $count } kilichoondolewa
       *[other] Vifaa { $count } vilivyoondolewa
    }
# confidence: H
manager-role-kiosk = Kioski
# confidence: H
manager-role-counter = Kaunta
# confidence: M
manager-role-board = Ubao
# confidence: M
manager-role-feedback = Kompyuta kibao ya maoni
# confidence: M
manager-role-follower = Nakala ya akiba
# confidence: M
manager-role-watcher = Ufuatiliaji
# confidence: M
manager-role-manager = Programu ya meneja
# confidence: M
manager-everybody = Wote wanaoingia
# confidence: M
manager-duty = Anaingia kama
# confidence: M
manager-duty-agent = Mhudumu
# confidence: H
manager-duty-manager = Meneja
# confidence: M
manager-since-day = Tangu
# confidence: M
manager-may-sign-in = anaweza kuingia
# confidence: M
manager-is-locked =
    { $minutes ->
        [one] amefungiwa kwa dakika moja
       *[other] amefungiwa kwa dakika { $minutes }
    }
# confidence: M
manager-add = Mtu mpya
# confidence: M
manager-add-button = Ongeza
# confidence: M
manager-code-name = Jina, kama msimbo
# confidence: M
manager-name-note = Msimbo wa hadi herufi, tarakimu na vistari 16, kama 07: hakuna jina la mtu kwenye kumbukumbu.
# confidence: M
manager-secret-note = Wahudumu: PIN ya tarakimu 4 hadi 8. Mameneja: nenosiri la herufi 8 au zaidi, au PIN ya tarakimu 6 hadi 8.
# confidence: M
manager-new-secret = PIN au nenosiri jipya
# confidence: M
manager-reset = PIN au nenosiri jipya
# confidence: M
manager-reset-note = Aliyeingia kwa la zamani anaondolewa.
# confidence: M
manager-unlock = Fungua
# confidence: M
manager-unlock-note = Amekosea mara nyingi. Fungua tu ukijua ni nani aliyejaribu.
# confidence: M
manager-revoke-person-note = Hataweza kuingia tena, na anaondolewa kila mahali.
# confidence: M
manager-sure-person = Ndiyo, { $name } asiingie tena
# confidence: M
manager-not-oneself = Hakuna anayejiondolea ruhusa mwenyewe: mwombe meneja mwingine.
# confidence: M
manager-was-added = { $name } anaweza kuingia sasa.
# confidence: M
manager-was-reset = { $name } ana PIN au nenosiri jipya.
# confidence: M
manager-was-unlocked = { $name } amefunguliwa.
# confidence: M
manager-person-revoked = { $name } hataingia tena.
# confidence: M
manager-pin-unfit = PIN ina tarakimu 4 hadi 8.
# confidence: M
manager-pin-simple = Hii ingekisiwa mara moja. Chagua nyingine.
# confidence: M
manager-password-unfit = Nenosiri la meneja lina angalau herufi 8, PIN tarakimu 6 hadi 8.
# confidence: M
manager-name-unfit = Jina ni msimbo wa herufi, tarakimu na vistari 1 hadi 16.
# confidence: M
manager-name-taken = Kuna mtu mwenye jina hili tayari.
# confidence: M
manager-visits = Ziara
# confidence: M
manager-all-visits = Ziara zote
# confidence: M
manager-unverified = Yaliyosemwa na wengine, wakati wowote
# confidence: L
manager-between = Kwa kweli ni kati ya
# confidence: M
manager-answers = Majibu
# confidence: M
manager-served = Waliohudumiwa
# confidence: M
manager-faces = Nyuso zilizochaguliwa baada ya ziara
# confidence: M
manager-by-service = Kwa huduma
# confidence: M
manager-by-counter = Kwa kaunta
# confidence: M
manager-nobody-served = Bado hakuna aliyehudumiwa leo.
# confidence: M
manager-feedback-note = Walioridhika: sehemu ya waliosema nzuri na nzuri sana. Kati ya: ilipo kwa kweli, katika hali 95 kati ya 100. Majibu yanayofanana na mchezo yameachwa.
# confidence: M
manager-shown-from = Huonyeshwa kuanzia majibu { $count }.
# confidence: M
manager-no-agents = Hakuna kinachohesabiwa kwa mhudumu, na hakuna anayeona nani alibonyeza uso gani.
# confidence: M
manager-not-readable = Maoni hayawezi kusomwa kwa sasa. Jaribu tena baada ya muda mfupi.

## Head office's pages, in a browser

# confidence: M
office-house = Makao makuu
# confidence: M
office-wrong = Jina, nenosiri na msimbo havilingani.
# confidence: L
office-nobody-yet = Bado hakuna anayeweza kuingia. Kwenye mashine ya kitovu chenyewe, andika:
# confidence: H
office-password = Nenosiri
# confidence: M
office-code = Msimbo kutoka kwenye simu yako
# confidence: M
office-code-note = Tarakimu sita, mpya kila nusu dakika. Acha wazi mara ya kwanza. Bila simu yako, andika mmoja wa misimbo yako ya karatasi.
# confidence: M
office-not-now = Makao makuu hayawezi kuonyeshwa sasa. Jaribu tena baada ya muda mfupi.
# confidence: M
office-not-yours = Wajibu wako hauruhusu hili. Muulize msimamizi mkuu.
# confidence: M
office-set-up = Mara yako ya kwanza
# confidence: M
office-set-up-note = Karibu, { $name }. Chagua nenosiri lako mwenyewe na uandae simu yako. Kuanzia hapo utahitaji vyote viwili.
# confidence: M
office-own-password = 1. Nenosiri lako mwenyewe
# confidence: M
office-password-note = Angalau herufi kumi na mbili. Maneno kadhaa ni rahisi kukumbuka na magumu kubahatisha.
# confidence: M
office-telephone = 2. Simu yako
# confidence: M
office-telephone-note = Changanua hii kwa programu ya misimbo, kama vile FreeOTP, Aegis au Google Authenticator.
# confidence: M
office-qr = Msimbo wa kuchanganua
# confidence: M
office-type-it = Au andika hii kwenye programu:
# confidence: M
office-code-shown = Msimbo ambao programu inaonyesha sasa
# confidence: M
office-code-wrong = Huo si msimbo wa sasa hivi. Angalia programu tena; je, saa ya simu ni sahihi?
# confidence: M
office-password-unfit = Nenosiri lina angalau herufi kumi na mbili, na si lile la kwanza tena.
# confidence: M
office-password-simple = Nenosiri hilo lingebahatishwa mara moja. Chagua lingine.
# confidence: M
office-recovery = Hifadhi misimbo hii kwenye karatasi
# confidence: M
office-recovery-note = Kila mmoja unakuingiza mara moja bila simu yako. Inaonyeshwa mara hii tu: iandike au ichapishe sasa.
# confidence: M
office-recovery-kept = Ninayo kwenye karatasi
# confidence: H
office-centres = Vituo
# confidence: M
office-findings = Yaliyogunduliwa
# confidence: H
office-services = Huduma
# confidence: L
office-exports = Hamisha data
# confidence: M
office-enrol = Ongeza kituo
# confidence: H
office-people = Watu
# confidence: M
office-figures = Vituo vyote sasa
# confidence: M
office-find = Tafuta kituo
# confidence: M
office-problems-only = Penye tatizo pekee
# confidence: H
office-show = Onyesha
# confidence: H
office-show-all = Onyesha vyote
# confidence: M
office-shown = Vituo { $shown } kati ya { $all }
# confidence: M
office-caption = Vituo, vyenye tatizo kwanza. Kichwa cha safu hupanga kwa safu hiyo.
# confidence: M
office-caption-sorted = Vituo, vimepangwa kwa: { $column }.
# confidence: M
office-none-found = Hakuna kituo cha namna hiyo.
# confidence: H
office-col-centre = Kituo
# confidence: H
office-column-centre = Kituo
# confidence: H
office-col-waiting = Wanaosubiri
# confidence: H
office-column-waiting = Wanaosubiri sasa
# confidence: M
office-col-p50 = Nusu
# confidence: M
office-column-p50 = Muda wa kusubiri wa nusu ya walioitwa leo
# confidence: M
office-col-p90 = Tisa kwa kumi
# confidence: M
office-column-p90 = Muda wa kusubiri wa tisa kati ya kumi walioitwa leo
# confidence: H
office-col-counters = Kaunta
# confidence: H
office-column-counters = Kaunta zilizofunguliwa
# confidence: M
office-col-satisfied = Walioridhika
# confidence: M
office-column-satisfied = Walioridhika leo
# confidence: M
office-col-devices = Vifaa
# confidence: M
office-column-devices = Vifaa vyenye tatizo
# confidence: L
office-col-heard = Kilisikika
# confidence: L
office-column-heard = Kilisikika mara ya mwisho
# confidence: L
office-col-lag = Nyuma
# confidence: L
office-column-lag = Mistari ambayo bado haijafika
# confidence: M
office-col-version = Toleo
# confidence: M
office-column-version = Toleo
# confidence: L
office-col-clock = Saa
# confidence: L
office-column-clock = Saa iko mbele ya ile ya kitovu
# confidence: M
office-col-disk = Diski
# confidence: M
office-column-disk = Nafasi kwenye diski
# confidence: M
office-seconds = sek { $count }
# confidence: H
office-minutes = dak { $count }
# confidence: M
office-hours = saa { $count }
# confidence: H
office-days = siku { $count }
# confidence: H
office-now = sasa
# confidence: M
office-oldest = mrefu dak { $minutes }
# confidence: M
office-of-target = lengo { $target }
# confidence: M
office-of = { $part }/{ $all }
# confidence: M
office-over = zaidi ya dak { $target } zilizoahidiwa
# confidence: M
office-in-trouble = vina tatizo
# confidence: M
office-silent = hakisikiki
# confidence: M
office-behind = kinachoonyeshwa ni cha zamani
# confidence: M
office-clock-off = saa yake si sahihi
# confidence: M
office-disk-low = diski yake inakaribia kujaa
# confidence: M
office-awaited = bado hakijaandikishwa
# confidence: L
office-revoked = kimekatwa
# confidence: M
office-outreach = Huduma Mashinani
# confidence: M
office-findings-count =
    { $count ->
        [one] jambo { $count } limegunduliwa
       *[other] mambo { $count } yamegunduliwa
    }
# confidence: M
office-troubles-count =
    { $count ->
        [one] tatizo { $count }
       *[other] matatizo { $count }
    }
# confidence: M
office-commands-wait =
    { $count ->
        [one] agizo { $count } linasubiri
       *[other] maagizo { $count } yanasubiri
    }
# confidence: M
office-findings-more = na { $count } zaidi
# confidence: M
office-more-wrong = na mengine
# confidence: H
office-waiting = Wanaosubiri sasa
# confidence: M
office-served = { $count } wamehudumiwa leo
# confidence: L
office-over-charter = Zaidi ya mkataba
# confidence: M
office-of-centres = kati ya vituo { $count }
# confidence: M
office-counters-open = Kaunta zilizofunguliwa
# confidence: M
office-of-counters = kati ya { $count }
# confidence: M
office-satisfied = Walioridhika
# confidence: M
office-satisfied-note = { $between } · majibu { $answers }
# confidence: M
office-not-heard = Visivyosikika
# confidence: M
office-devices-trouble =
    { $count ->
        [one] kifaa { $count } kina tatizo
       *[other] vifaa { $count } vina tatizo
    }
# confidence: M
office-finding-times = mara { $times }, { $since } – { $last }
# confidence: M
office-unknown-trouble = { $code } (haijulikani hapa)
# confidence: L
office-findings-note = Kasoro ambazo kitovu kiligundua kwenye kumbukumbu za kituo, au kwa anayekisemea. Zinabaki hadi mtu azielewe.
# confidence: M
office-open-findings = Yaliyogunduliwa na bado hayajaangaliwa
# confidence: M
office-no-findings = Hakuna lililobaki.
# confidence: H
office-what = Nini
# confidence: H
office-when = Lini
# confidence: H
office-about = Kuhusu
# confidence: M
office-by = Na
# confidence: H
office-look = Angalia
# confidence: M
office-settle = Imeeleweka
# confidence: M
office-was-settled = Imewekwa. Ikitokea tena, itaonyeshwa tena.
# confidence: L
finding-unreadable-line = Kituo kilituma mistari isiyosomeka. Imehifadhiwa ilivyokuja, na haihesabiwi.
# confidence: L
finding-absurd-day = Kituo kilituma mistari ya siku isiyowezekana. Angalia saa yake.
# confidence: L
finding-wrong-seq = Kituo kinapanga nambari za mistari vibaya. Haikupokelewa.
# confidence: L
finding-gap = Mistari ya kituo hiki imepotea kabisa.
# confidence: L
finding-restored = Kituo kilirejeshwa kutoka nakala, au nakala ilichukua nafasi. Kilichojulikana na kitovu pekee kilirudishwa.
# confidence: L
finding-rolled-back = Hifadhi ya kituo ni ya zamani kuliko kilichotumwa. Uliza nani aliirudisha.
# confidence: L
finding-fork = Mstari katika kituo si ule uliotumwa awali. Mmoja wao ulibadilishwa.
# confidence: L
finding-hub-behind = Kitovu kilikosa mistari kiliyokuwa nayo, nacho kikatumiwa tena. Je, hifadhidata yake ilirudishwa?
# confidence: L
finding-cloned = Mashine mbili zinakisemea kituo hiki. Ya pili ilikataliwa.
# confidence: M
office-silent-since = Hakisikiki kwa { $ago }, tangu { $at }
# confidence: M
office-heard = Kilisikika { $ago } zilizopita
# confidence: M
office-nine = Muda wa tisa kwa kumi
# confidence: M
office-half = nusu ndani ya dak { $minutes }
# confidence: M
office-called = Walioitwa
# confidence: M
office-services-note = wanaosubiri · muda wa tisa kwa kumi, dak { $target } zimeahidiwa
# confidence: M
office-troubles = Matatizo ambayo kituo kinasema
# confidence: M
office-counter-closed = imefungwa
# confidence: M
office-counter-free = iko huru
# confidence: M
office-counter-ready = iko tayari
# confidence: M
office-counter-called = ameita
# confidence: M
office-counter-serving = anahudumia
# confidence: M
office-counter-paused = mapumzikoni
# confidence: M
office-no-devices = Kituo hakijataja kifaa chochote.
# confidence: M
office-machine = Mashine yake
# confidence: H
office-appointments = Miadi
# confidence: H
office-day = Siku
# confidence: M
office-booked = Iliyowekwa
# confidence: M
office-came = Waliofika
# confidence: M
office-gone = Iliyoghairiwa au kukoswa
# confidence: L
office-commands = Kituo kilichoagizwa
# confidence: M
office-no-commands = Bado hakuna.
# confidence: M
office-state-waiting = linasubiri kituo
# confidence: M
office-state-done = limefanyika
# confidence: M
office-state-refused = limekataliwa
# confidence: M
office-state-unfit = halikuwezekana
# confidence: M
office-state-expired = limechelewa
# confidence: M
office-catalogue = Orodha ya huduma
# confidence: M
office-runs = Kinatumia toleo { $version }.
# confidence: M
office-runs-own = Kinatumia faili lake lenyewe.
# confidence: H
office-version = Toleo { $version }
# confidence: M
office-stage-offered = linasubiri kituo
# confidence: M
office-stage-fetched = kituo kinalijaribu
# confidence: M
office-stage-loaded = linatumika
# confidence: M
office-stage-before = lilitumika awali
# confidence: M
office-stage-refused = limekataliwa
# confidence: M
office-stage-dropped = lilibadilishwa kabla kituo hakijalichukua
# confidence: M
office-catalogue-file = Orodha mpya (faili la TOML)
# confidence: M
office-catalogue-note = Kituo kinaijaribu kwanza. Isipofaa, kituo kinaendelea na ile kilicho nayo, na kusema kwa nini.
# confidence: M
office-catalogue-send = Itume kwa kituo
# confidence: M
office-catalogue-sent = Toleo { $version } linasubiri kituo.
# confidence: M
office-no-file = Chagua faili kwanza.
# confidence: L
office-keys = Jinsi kituo kinavyothibitisha ni nani
# confidence: H
office-key = Ufunguo
# confidence: H
office-since = Tangu
# confidence: H
office-until = Hadi
# confidence: M
office-key-live = unatumika
# confidence: M
office-key-retiring = unabadilishwa
# confidence: M
office-key-ended = umekoma
# confidence: M
office-code-waits = Msimbo unasubiri kutumiwa, hadi { $until }.
# confidence: H
office-new-code = Msimbo mpya
# confidence: M
office-new-code-note = Kwa mashine mpya, au iwapo mtu mwingine anaweza kuwa na ufunguo. Ukitumiwa, unakomesha ufunguo wa awali mara moja.
# confidence: L
office-cut-off = Kata mawasiliano
# confidence: L
office-cut-off-note = Kwa mashine iliyopotea. Hakuna kinachopokelewa au kupewa tena; ukumbi wenyewe unaendelea. Msimbo mpya unairuhusu tena.
# confidence: L
office-sure-centre = Ndiyo, kata mawasiliano na { $centre }
# confidence: L
office-was-cut-off = Mawasiliano na { $centre } yamekatwa.
# confidence: M
office-acts = Makao makuu yalichofanya
# confidence: M
office-did-suspend-service = Kusimamisha huduma
# confidence: M
office-did-restore-service = Kurejesha huduma
# confidence: M
office-did-revoke-device = Kuondoa kifaa
# confidence: M
office-did-load-catalogue = Kutuma orodha ya huduma
# confidence: M
office-did-book-appointment = Kuweka miadi
# confidence: M
office-did-move-appointment = Kuhamisha miadi
# confidence: M
office-did-cancel-appointment = Kughairi miadi
# confidence: M
office-did-cancel-ticket = Kuachilia tiketi
# confidence: M
office-did-settle = Jambo limeeleweka
# confidence: M
office-did-new-code = Msimbo mpya
# confidence: M
office-did-cut-off = Kukata mawasiliano
# confidence: M
office-did-person-add = Kuongeza mtu
# confidence: M
office-did-person-anew = Kuanza mtu upya
# confidence: M
office-did-person-unlock = Kufungulia mtu
# confidence: M
office-did-person-role = Kumpa mtu wajibu mwingine
# confidence: M
office-did-person-revoke = Kumwondoa mtu
# confidence: M
office-did-add-centre = Kuongeza kituo
# confidence: M
office-revoke-device-note = Kwa kifaa kilichopotea au kuibiwa. Kituo kinakiondoa mara tu kinaposikia hili.
# confidence: M
office-device-asked = Kituo kimeagizwa kuondoa { $device }.
# confidence: M
office-code-for = Msimbo wa { $centre }
# confidence: M
office-code-once = Unaonyeshwa mara hii tu, kwa mashine moja na saa 48
# confidence: M
office-code-how = Kwenye mashine ya kituo, andika:
# confidence: H
office-new-centre = Kituo kipya
# confidence: H
office-centre-code = Msimbo
# confidence: H
office-centre-name = Jina
# confidence: M
office-centre-code-note = Herufi kubwa au tarakimu mbili hadi nane, kama MOLO. Unakuwa kwenye kila karatasi na haubadiliki.
# confidence: M
office-public = Wananchi wanakiona kwenye kurasa za umma
# confidence: M
office-is-outreach = Huduma Mashinani: kompyuta ndogo inayosafiri siku kadhaa
# confidence: L
office-parent = Huduma Mashinani inatoka
# confidence: M
office-enrol-button = Kiongeze na uonyeshe msimbo wake
# confidence: M
office-awaited-centres = Vilivyoongezwa na bado havijaandikishwa
# confidence: M
office-services-lead = Huduma inaweza kusimamishwa katika kituo kimoja, au popote inapotolewa: mfumo wa wakala usipofanya kazi.
# confidence: H
office-all-services = Huduma zote
# confidence: M
office-agency = Wakala
# confidence: H
office-given-at = Vituo
# confidence: M
office-stopped-at = Imesimamishwa
# confidence: M
office-no-services = Hakuna kituo ambacho kimesema kinachotoa.
# confidence: M
office-service-standing =
    { $stopped ->
        [0] Inaendelea popote inapotolewa ({ $count }).
        [one] Imesimamishwa katika { $stopped } kati ya { $count }.
       *[other] Imesimamishwa katika { $stopped } kati ya { $count }.
    }
# confidence: M
office-stop-it = Isimamishe
# confidence: M
office-run-it = Irejeshe
# confidence: H
office-why = Kwa nini
# confidence: H
office-where = Wapi
# confidence: M
office-everywhere =
    { $count ->
        [one] Kituo kinachoitoa
       *[other] Vituo vyote { $count } vinavyoitoa
    }
# confidence: M
office-wherever-stopped = Popote iliposimamishwa
# confidence: M
office-sure-everywhere = Ndiyo, katika vituo hivi vyote
# confidence: H
office-suspend = Simamisha
# confidence: H
office-restore = Rejesha
# confidence: M
office-run-note = Pia kilichosimamishwa na meneja wa kituo.
# confidence: M
office-suspend-asked =
    { $count ->
        [one] { $service }: kituo { $count } kimeagizwa kuisimamisha.
       *[other] { $service }: vituo { $count } vimeagizwa kuisimamisha.
    }
# confidence: M
office-restore-asked =
    { $count ->
        [one] { $service }: kituo { $count } kimeagizwa kuirejesha.
       *[other] { $service }: vituo { $count } vimeagizwa kuirejesha.
    }
# confidence: M
office-nowhere-chosen = Hakuna kituo cha kuagizwa.
# confidence: M
office-no-reason = Chagua kwa nini.
# confidence: M
office-where-given = Inapotolewa
# confidence: M
office-on-the-way = Iko njiani
# confidence: M
office-stop-waits = kimeagizwa kusimamisha
# confidence: M
office-run-waits = kimeagizwa kurejesha
# confidence: L
office-export-lead = Kama CSV kwa lahajedwali, kama Parquet kwa programu. Hakuna safu inayotaja mtu; majibu ya wachache mno yameachwa.
# confidence: H
office-export-what = Nini
# confidence: M
office-export-tickets = Tiketi: safu moja kwa kila moja
# confidence: M
office-export-days = Siku: safu kwa kila huduma na siku
# confidence: M
office-export-feedback = Maoni: safu kwa kila huduma na siku
# confidence: H
office-export-first = Kuanzia
# confidence: M
office-export-last = Hadi, pamoja na siku hiyo
# confidence: M
office-export-form = Kama
# confidence: H
office-export-all = Vituo vyote
# confidence: M
office-export-take = Chukua faili
# confidence: M
office-export-unfit = Chagua siku mbili kwa mpangilio, zisizozidi siku { $days }.
# confidence: M
office-role = Wajibu
# confidence: M
office-role-viewer = Mtazamaji: anaona tu
# confidence: M
office-role-officer = Afisa: huduma na vifaa
# confidence: M
office-role-admin = Msimamizi mkuu: yote
# confidence: M
office-first-note = Nenosiri la kwanza linaonyeshwa mara moja. Mtu anachagua lingine ndani ya siku mbili.
# confidence: M
office-first-password = Nenosiri la kwanza la { $name }
# confidence: M
office-first-password-note = Linaonyeshwa mara hii tu na linafaa siku mbili. Mpe mwenyewe ana kwa ana; akiingia mara ya kwanza anachagua lingine na kuandaa simu.
# confidence: M
office-not-set-up = Bado hajaandaliwa, hadi { $until }
# confidence: M
office-anew = Amepoteza simu au nenosiri
# confidence: M
office-anew-note = Inatengeneza nenosiri la kwanza. Vilivyokuwepo vimekoma: nenosiri, simu na misimbo ya karatasi.
# confidence: M
office-sure-anew = Ndiyo, { $name } anaanza upya
# confidence: M
office-anew-button = Tengeneza nenosiri la kwanza
# confidence: M
office-role-was-changed = { $name } ana wajibu mwingine, na ametolewa.
# confidence: M
office-last-admin = Lazima abaki msimamizi mkuu mmoja. Mfanye mwingine kwanza.

## Refusals: the rules say no. One sentence each, said to whoever asked.

# confidence: M
refused-nobody-waiting = Hakuna anayesubiri huduma hizi.
# confidence: H
refused-centre-closed = Kituo kimefungwa kwa sasa.
# confidence: M
refused-cut-off = Hakuna tiketi zaidi zinazotolewa leo.
# confidence: M
refused-quota-full = Nafasi za leo za huduma hii zimejaa.
# confidence: M
refused-service-suspended = Huduma hii imesitishwa kwa sasa.
# confidence: M
refused-appointment-unknown = Miadi hii haijulikani hapa.
# confidence: M
refused-appointment-other-day = Miadi hii ni ya siku nyingine.
# confidence: M
refused-appointment-used = Miadi hii tayari imetumika kuingia.
# confidence: M
refused-appointment-cancelled = Miadi hii ilifutwa.
# confidence: M
refused-slot-full = Muda huu umejaa. Chagua mwingine.
# confidence: M
refused-slot-past = Muda huu umepita. Chagua wa baadaye.
# confidence: M
refused-slot-too-far = Miadi ya siku hiyo bado haijafunguliwa.
# confidence: M
refused-no-appointments = Huduma hii haina miadi wakati huo.
# confidence: M
refused-counter-closed = Kaunta hii imefungwa. Ifungue kwanza.
# confidence: M
refused-counter-paused = Kaunta hii iko mapumzikoni. Rudi kwanza.
# confidence: M
refused-counter-busy = Bado kuna mgeni kwenye kaunta hii.
# confidence: M
refused-nobody-called = Hakuna aliyeitwa kwenye kaunta hii.
# confidence: M
refused-nobody-served = Hakuna anayehudumiwa kwenye kaunta hii.
# confidence: M
refused-still-called = Uliyemwita bado hajafika. Anza huduma, ita tena, au chagua Hakufika.
# confidence: M
refused-ticket-state = Hili haliwezekani kwa tiketi hii sasa.
# confidence: M
refused-not-eligible = Kaunta hii haitoi huduma hiyo.
# confidence: M
refused-too-late = Muda wa kufanya hivyo umepita.
# confidence: M
refused-already-requeued = Tiketi hii ilishawahi kurudishwa kwenye foleni mara moja.
# confidence: M
refused-already-rated = Maoni kuhusu huduma hii yameshatolewa. Asante.
# confidence: M
refused-not-served = Maoni hutolewa baada ya huduma kumalizika.
# confidence: M
refused-already-suspended = Huduma hii tayari imesitishwa.
# confidence: M
refused-not-suspended = Huduma hii haijasitishwa.
# confidence: M
refused-already-answered = Mhudumu ameshaitikia mwito huu.
# confidence: M
refused-not-paused = Kaunta hii haiko mapumzikoni.
# confidence: M
refused-number-taken = Tiketi nyingine ina nambari hii leo.
# confidence: M
refused-code-taken = Miadi mingine ina msimbo huu.
# confidence: M
refused-catalogue-older = Kituo tayari kinatumia toleo hili, au la baadaye.
# confidence: M
refused-reasons-given = Sababu zako zimeshapokelewa. Asante.

## Errors: the world says no

# confidence: M
error-disk-full = Diski ya kituo imejaa. Tafadhali mwite msimamizi.
# confidence: M
error-busy = Kituo kina shughuli nyingi. Tutajaribu tena baada ya muda mfupi.
# confidence: M
error-starting = Kituo kinaanza. Subiri kidogo.
# confidence: M
error-code-unknown = Hakuna kifaa kinachosubiri chenye msimbo huu. Tazama kifaa tena: msimbo hubadilika baada ya dakika kumi.
# confidence: M
error-not-signed-in = Ingia kwanza kwa msimbo wako na PIN yako.
# confidence: M
error-wrong-pin = Msimbo huu na PIN hii havilingani. Jaribu tena.
# confidence: M
error-locked =
    { $minutes ->
        [one] PIN zisizo sahihi ni nyingi mno. Jaribu tena baada ya dakika moja, au muulize meneja.
       *[other] PIN zisizo sahihi ni nyingi mno. Jaribu tena baada ya dakika { $minutes }, au muulize meneja.
    }

## Troubles: what is wrong with a centre, for those who look after it, and what to do

# confidence: M
trouble-disk-full = Diski ya kituo imejaa: hakuna kinachoweza kuhifadhiwa. Ongeza nafasi; kituo kitaendelea chenyewe.
# confidence: M
trouble-disk-low = Diski ya kituo inakaribia kujaa. Ongeza nafasi kabla haijajaa.
# confidence: M
trouble-disk-fails = Diski ya kituo haikubali kuandikwa. Angalia diski na jinsi ilivyounganishwa; ikikubali tena, kituo kitaendelea chenyewe.
# confidence: M
trouble-store-held = Programu nyingine inaandika kwenye faili la kituo. Izime; kituo kitaendelea chenyewe.
# confidence: L
trouble-store-gone = Faili la kituo limeondolewa au limebadilishwa kituo kikiendelea. Maombi yanakataliwa. Rudisha faili lilelile, au zima kituo, rejesha nakala na ukianzishe tena.
# confidence: L
trouble-journal-damaged = Sehemu ya kumbukumbu kwenye diski haisomeki. Kituo kinaendelea; baada ya kufunga, faili ithibitishwe na irejeshwe: main.py restore.
# confidence: L
trouble-journal-unsure = Kumbukumbu haipo kama ilivyoandikwa. Kituo kinaendelea; baada ya kufunga, faili ithibitishwe na irejeshwe: main.py restore.
# confidence: L
trouble-store-mended = Faili la kituo liliharibika, na limetengenezwa upya kutoka kumbukumbu zake. Lililoharibika limehifadhiwa kando yake; kagua diski leo.
# confidence: M
trouble-writer-hangs = Diski haijajibu kwa sekunde kadhaa. Maombi yanakataliwa hadi ijibu.
# confidence: M
trouble-program-mistake = Programu ilikosea; kosa liko kwenye kumbukumbu za programu. Kituo kinaendelea; tafadhali liripoti.
# confidence: M
trouble-clock-behind = Saa ya mashine hii iko nyuma ya saa ya kituo. Irekebishe; hadi hapo kituo kinaendelea kuhesabu sawasawa.
# confidence: L
trouble-clock-jumped = Saa ya mashine hii iliruka mbele, na haifuatwi. Irekebishe, au anzisha kituo tena kama sasa ni sahihi.
# confidence: M
trouble-ended-untold = Kituo kilizimwa ghafla au kilikosa umeme, na kimeanza tena. Yote yaliyojibiwa yamehifadhiwa.
# confidence: M
trouble-reader-dropped = Kifaa kimoja kiliacha kusoma na kimekatwa. Kitarudi chenyewe.
# confidence: M
trouble-connections-full = Kuna miunganisho mingi mno; mingine inakataliwa. Skrini za kituo zinaendelea.
# confidence: M
trouble-token-in-use = Mashine ya pili imetumia tokeni ya kifaa kimoja na imekataliwa. Ikiwa ni nakala, futa saraka yake ya data; ikiwa tokeni imeibwa, batilisha kifaa hicho.
# confidence: L
trouble-copy-away = Nakala ya kituo hiki haisasishwi: mashine yake au programu yake haipo. Ianzishe tena; kama hakutakuwa na nakala tena, ibatilishe.
# confidence: M
trouble-pins-unusable = Faili ya kuhifadhia PIN imeharibika: hakuna anayeweza kuingia, na kaunta zilizo wazi zinaendelea. Rejesha keys/pepper kutoka kwa nakala; au iondoe, anzisha kituo upya na umpe kila mtu PIN mpya.
# confidence: M
trouble-catalogue-back = Katalogi ya mwisho iliyotumwa na makao makuu haiwezi kutumika tena. Kituo kinatumia ile ya awali, au faili yake chenyewe. Omba makao makuu itume tena.
# confidence: M
trouble-foresight-down = Sehemu inayotabiri imesimama. Muda wa kusubiri unakadiriwa kwa kanuni hadi irudi.
# confidence: M
trouble-clock-off = Saa ya mashine hii ina kosa la zaidi ya dakika moja, kulingana na saa ya makao makuu. Irekebishe: nyakati kwenye tiketi na kurasa zina kosa pia.
# confidence: M
trouble-hub-away = Mfumo wa makao makuu haujasikika kwa dakika kumi. Kituo kinaendelea bila huo; yote yatatumwa mawasiliano yakirudi.
# confidence: L
trouble-hub-untrusted = Anayejibu badala ya mfumo wa makao makuu siye, au majibu yake yanabadilishwa njiani. Hakuna kinachoaminiwa. Angalia mtandao, proksi, na hub_authority kwenye mipangilio ya kituo.
# confidence: M
trouble-hub-revoked = Mfumo wa makao makuu haukubali kituo hiki tena. Kituo kinaendelea, na hakuna kilichopotea. Omba makao makuu msimbo mpya: main.py enrol CODE.
# confidence: L
trouble-hub-cloned = Mashine nyingine inawasiliana na makao makuu kama kituo hiki. Ni moja tu inayoruhusiwa: zima nakala. Kama mashine hii ndiyo sahihi, rejesha saraka yake yenyewe (main.py restore) na uianzishe tena.
# confidence: L
trouble-hub-superseded = Mashine nyingine imechukua nafasi ya kituo hiki kwa makao makuu. Kama ni sawa, zima hii; kama sivyo, rejesha saraka yake yenyewe (main.py restore) na uianzishe tena.
# confidence: L
trouble-hub-refuses = Mfumo wa makao makuu haupokei kinachotumwa na kituo hiki: mmoja wao ni wa zamani mno, au una kosa, ambalo liko kwenye kumbukumbu za programu. Hakuna kilichopotea; tafadhali liripoti.
# confidence: M
trouble-hub-behind = Mfumo wa makao makuu ulirudishwa kwenye nakala ya zamani. Ulichopoteza kinatumwa tena chenyewe.
# confidence: L
trouble-hub-differs = Makao makuu yalikuwa na matukio mengine kuliko kituo hiki chini ya nambari zilezile. Yote mawili yamehifadhiwa; makao makuu yachunguze sababu.
# confidence: L
trouble-hub-gap = Matukio ya zamani ambayo kituo hiki hakiyahifadhi tena hayako makao makuu. Mfumo unaendelea baada ya pengo hilo, na kulionyesha.
# confidence: L
trouble-restored-behind = Kumbukumbu za kituo hiki zilirudishwa kwenye nakala ya zamani: makao makuu yana matukio ambayo hayako hapa. Nambari zilizotolewa humo hazitatolewa tena leo. Mwenye nambari hiyo hayuko kwenye foleni: mhudumie kwa mkono.
# confidence: L
trouble-uplink-stopped = Tukio moja kwenye kumbukumbu halipo kama lilivyoandikwa. Kuanzia hapo hakuna kinachotumwa makao makuu. Baada ya kufunga, faili ithibitishwe na irejeshwe: main.py restore.

## Tour: windows and the panel of troubles

# confidence: M
demo-title = Foleni: matembezi
# confidence: M
demo-paper-empty = Karatasi ijayo itatoka hapa.
# confidence: M
demo-crowd = Umati unakuja
# confidence: M
demo-crowd-note = Wengine huchukua tiketi, huhudumiwa, hutoa maoni.
# confidence: M
demo-by-itself = Ijiendeshe yenyewe
# confidence: M
demo-by-itself-note = Kaunta { $label } inahudumia, kila tiketi inachapishwa.
# confidence: M
demo-speed = Kasi ya umati
# confidence: H
demo-speed-times = { $times }×
# confidence: M
demo-troubles = Leta matatizo
# confidence: M
demo-paper-out = Toa karatasi
# confidence: M
demo-paper-back = Weka karatasi
# confidence: M
demo-open-cover = Fungua printa
# confidence: M
demo-close-cover = Funga printa
# confidence: M
demo-unplug-printer = Chomoa printa
# confidence: M
demo-plug-printer = Chomeka printa
# confidence: M
demo-cut-lan = Kata mtandao
# confidence: M
demo-join-lan = Unganisha mtandao
# confidence: M
demo-kill-centre = Zima kituo
# confidence: M
demo-centre-back = Kinaanza tena …
# confidence: M
demo-watch = Tazama: hakuna kinachopotea.
# confidence: M
demo-watch-start = Chukua tiketi kwenye kioski. Kwenye kaunta, Space ni hatua inayofuata: ita kwa zamu, hudumia, maliza. Kisha gusa uso.
# confidence: M
demo-watch-crowd = Ubao unaita, foleni zinasonga. Tiketi yako ina nafasi yake ya haki kati yao.
# confidence: M
demo-watch-printer = Chukua tiketi: kioski kinasema karatasi haikutoka. Rekebisha printa, na tiketi itachapishwa yenyewe.
# confidence: M
demo-watch-lan = Skrini zinasema haziwasiliani na kituo. Kioski kinaendelea kwa nambari zake. Zikiunganishwa tena, zinapata yote yaliyotokea.
# confidence: M
demo-watch-centre = Skrini zinasema kituo hakijibu. Kinaanza tena chenyewe na bado kinajua yote.
# confidence: M
demo-count-issued = tiketi
# confidence: M
demo-count-called = miito
# confidence: M
demo-count-served = huduma
# confidence: M
demo-count-smileys = maoni
# confidence: M
demo-lost =
    { $count ->
        [one] zimepotea, kati ya jambo { $count } ambalo skrini ziliambiwa
       *[other] zimepotea, kati ya mambo { $count } ambayo skrini ziliambiwa
    }
# confidence: M
demo-close = Maliza matembezi

## The virtual printer's window

# confidence: M
printer-title = Foleni: printa ya majaribio
# confidence: M
printer-place = Inachapisha katika { $address }
# confidence: M
printer-level-a0 = A0: haisemi lolote
# confidence: M
printer-level-a1 = A1: inasema hali yake
# confidence: M
printer-level-a2 = A2: inasema inapomaliza kusoma kazi
# confidence: M
printer-level-a3 = A3: inasema karatasi inapokuwa imechapishwa
# confidence: M
printer-empty = Karatasi ijayo itatoka hapa.
# confidence: M
printer-ready = Iko tayari. Inachapisha inachotumiwa.
# confidence: M
printer-faults = Leta hitilafu
# confidence: M
printer-low = Karatasi ni kidogo
# confidence: M
printer-low-now = Inachapisha, na inasema karatasi inakaribia kwisha.
# confidence: M
printer-out = Karatasi imeisha
# confidence: M
printer-out-now = Haichapishi. Ilichopokea kitatoka karatasi ikiwekwa.
# confidence: M
printer-ends = Karatasi itaisha
# confidence: M
printer-ends-now = Karatasi itaisha katikati ya uchapishaji.
# confidence: M
printer-cover = Kifuniko kiko wazi
# confidence: M
printer-cover-now = Haichapishi hadi kifuniko kifungwe.
# confidence: M
printer-knife = Kisu kimekwama
# confidence: M
printer-knife-now = Haichapishi hadi kisu kiachiliwe.
# confidence: M
printer-offline = Haiko tayari
# confidence: M
printer-offline-now = Inasema haiko tayari, lakini haisemi kwa nini.
# confidence: M
printer-mute = Haijibu
# confidence: M
printer-mute-now = Haijibu lolote, iwe inachapisha au la.
# confidence: M
printer-garbage = Majibu yasiyofaa
# confidence: M
printer-garbage-now = Inajibu kama tovuti, si kama printa.
# confidence: M
printer-stalled = Haisomi
# confidence: M
printer-stalled-now = Inakubali miunganisho lakini haisomi hata baiti moja.
# confidence: M
printer-hangs-up = Inakata
# confidence: M
printer-hangs-up-now = Inakata muunganisho katikati ya kazi.
# confidence: M
printer-unplugged = Imechomolewa
# confidence: M
printer-unplugged-now = Haipatikani. Ambacho hakikuchapishwa kimepotea.
# confidence: M
printer-slow = Polepole
# confidence: M
printer-slow-now = Inachapisha polepole sana.
# confidence: M
printer-ends-after = Karatasi itaisha baada ya milimita:
# confidence: M
printer-hangs-up-after = Inakata baada ya baiti:
# confidence: M
printer-slips = karatasi
# confidence: M
printer-read = KiB zilizosomwa
# confidence: M
printer-broken-off = zilizokatwa
# confidence: M
printer-unknown = baiti zisizojulikana

## Launcher

## Why a ticket waited as long as it did: read or shown to its visitor. "It" is the ticket.

# confidence: M
why-title = { $number } · { $service } · { $day }
# confidence: M
why-came = { $number } ilitolewa { $time }.
# confidence: M
why-came-priority = Ina kipaumbele: inahesabiwa kana kwamba ilitolewa dakika { $minutes } mapema.
# confidence: M
why-came-appointment = Miadi yake ilikuwa { $slot }: inahesabiwa kana kwamba ilitolewa { $time }.
# confidence: M
why-came-back = Iliitwa, hakuna aliyekuja, ikapewa nafasi tena nyuma ya aliyefuata.
# confidence: M
why-not-called = Haikuitwa.
# confidence: M
why-called =
    Iliitwa { $time } kwenye kaunta { $counter }, { $minutes ->
        [0] ndani ya dakika moja
        [one] dakika 1 baada ya kutolewa
       *[other] dakika { $minutes } baada ya kutolewa
    }.
# confidence: M
why-held = Iliwekwa kando { $times }.
# confidence: M
why-no-show =
    { $count ->
        [one] Iliitwa mara moja, { $times }, na hakuna aliyekuja.
       *[other] Iliitwa mara { $count }, { $times }, na hakuna aliyekuja.
    }
# confidence: M
why-left = Iliondoka kwenye foleni { $time }.
# confidence: M
why-day-over = Siku iliisha kabla ya hapo.
# confidence: M
why-waits-again = Inasubiri tena.
# confidence: M
why-called-next = Zamu yake ilikuwa ya kwanza kati ya wote waliosubiri kaunta hiyo.
# confidence: M
why-called-ready = Kaunta hiyo ilikuwa tayari, na hakuna mwingine aliyeisubiri.
# confidence: M
why-called-chosen =
    Mhudumu { $agent } aliichagua, na kufanya { $count ->
        [one] mgeni 1
       *[other] wageni { $count }
    } wa zamu ya mapema kusubiri zaidi.
# confidence: M
why-before-nobody = Hakuna aliyeitwa kabla yake kwenye kaunta ambayo ingeweza kuihudumia.
# confidence: M
why-before =
    { $count ->
        [one] Mgeni 1 aliitwa
       *[other] Wageni { $count } waliitwa
    } kabla yake kwenye kaunta ambazo zingeweza kuihudumia:
# confidence: M
why-earlier =
    { $count ->
        [one] 1 alifika kabla yake.
       *[other] { $count } walifika kabla yake.
    }
# confidence: M
why-transferred =
    { $count ->
        [one] 1 alifika kabla yake, na alibaki na nafasi hiyo alipotumwa na kaunta nyingine.
       *[other] { $count } walifika kabla yake, na walibaki na nafasi hiyo walipotumwa na kaunta nyingine.
    }
# confidence: M
why-returned =
    { $count ->
        [one] 1 alifika kabla yake, akakosa kuitikia na kurudi kwa wakati.
       *[other] { $count } walifika kabla yake, wakakosa kuitikia na kurudi kwa wakati.
    }
# confidence: M
why-priority =
    { $count ->
        [one] 1 alifika baadaye akiwa na kipaumbele, ambacho ni sawa na dakika { $minutes }: { $times }.
       *[other] { $count } walifika baadaye wakiwa na kipaumbele, ambacho ni sawa na dakika { $minutes }: { $times }.
    }
# confidence: M
why-appointment =
    { $count ->
        [one] 1 alifika baadaye kwa miadi, ambayo huhesabiwa dakika { $minutes } kabla ya saa yake: { $times }.
       *[other] { $count } walifika baadaye kwa miadi, ambayo huhesabiwa dakika { $minutes } kabla ya saa yake: { $times }.
    }
# confidence: M
why-its-hour =
    { $count ->
        [one] 1 alifika baadaye, lakini kabla ya wakati ambao miadi yake huanza kuhesabiwa.
       *[other] { $count } walifika baadaye, lakini kabla ya wakati ambao miadi yake huanza kuhesabiwa.
    }
# confidence: M
why-its-return =
    { $count ->
        [one] 1 alitangulia kwa sababu yenyewe ilikosa kuitikia.
       *[other] { $count } walitangulia kwa sababu yenyewe ilikosa kuitikia.
    }
# confidence: M
why-chosen = { $time } mhudumu { $agent } wa kaunta { $counter } alichagua { $number }, ambayo zamu yake ilikuwa baadaye.
# confidence: M
why-out-of-turn = { $time } kaunta { $counter } iliita { $number } bila kufuata zamu, na hakuna kanuni inayoruhusu.
# confidence: M
why-kept = Hakuna mwingine aliyetangulia. Kanuni za foleni zilifuatwa.
# confidence: M
why-kept-but = Isipokuwa waliochaguliwa na mhudumu, kanuni za foleni zilifuatwa.
# confidence: M
why-broken = Kanuni za foleni hazikufuatwa. Tafadhali mwambie msimamizi.

## The paper slip. Karatasi ni nyembamba: andika kwa kifupi.

# confidence: M
slip-ahead = Mbele yako
# confidence: H
slip-minutes = Dakika
# Agrees with "muda". confidence: M
slip-minutes-unknown = Bado haujulikani
# confidence: H
slip-wait-in = Subiri
# confidence: M
slip-follow-by-phone = Fuatilia zamu yako kwa simu.
# confidence: M
slip-scan-at-kiosk = Ichanganue kwenye kioski chochote uone ulipo kwenye foleni.
# confidence: H
slip-bring = Leta
# confidence: M
slip-not-a-receipt = Si risiti
# confidence: H
slip-helpline = 1919 · *191#
# confidence: H
slip-copy = NAKALA
# confidence: M
slip-backup-for = Kwa niaba ya { $kiosk }
# confidence: M
slip-as-of = Makadirio ya { $time }
# confidence: M
slip-appointment = MIADI
# confidence: M
slip-appointment-by = Fika kabla ya
# confidence: M
slip-appointment-check-in = Ukifika, changanua hapa au andika nambari yake kwenye kioski.
# confidence: M
slip-appointment-lost = Baada ya { $time } utasubiri kama wanaofika wakati huo.

## What is only ever spoken: never shown, and written as the voice is to say it. Each of the pieces up to
## say-called-again has a recording of the same name in assets/voice; one without a letter is left out.

# Letters have their English names in Kenya; spelt so that a Kiswahili voice says them.
# confidence: L
say-letter-a = ei
# confidence: L
say-letter-b = bi
# confidence: L
say-letter-c = si
# confidence: L
say-letter-d = di
# confidence: L
say-letter-e = i
# confidence: L
say-letter-f = ef
# confidence: L
say-letter-g = ji
# confidence: L
say-letter-h = eichi
# confidence: L
say-letter-i = ai
# confidence: L
say-letter-j = jei
# confidence: L
say-letter-k = kei
# confidence: L
say-letter-l = el
# confidence: L
say-letter-m = em
# confidence: L
say-letter-n = en
# confidence: L
say-letter-o = o
# confidence: L
say-letter-p = pi
# confidence: L
say-letter-q = kyu
# confidence: L
say-letter-r = ar
# confidence: L
say-letter-s = es
# confidence: L
say-letter-t = ti
# confidence: L
say-letter-u = yu
# confidence: L
say-letter-v = vi
# confidence: L
say-letter-w = dabliu
# confidence: L
say-letter-x = eks
# confidence: L
say-letter-y = wai
# confidence: L
say-letter-z = zed
# confidence: H
say-number-0 = sifuri
# confidence: H
say-number-1 = moja
# confidence: H
say-number-2 = mbili
# confidence: H
say-number-3 = tatu
# confidence: H
say-number-4 = nne
# confidence: H
say-number-5 = tano
# confidence: H
say-number-6 = sita
# confidence: H
say-number-7 = saba
# confidence: H
say-number-8 = nane
# confidence: H
say-number-9 = tisa
# confidence: H
say-number-10 = kumi
# confidence: H
say-number-11 = kumi na moja
# confidence: H
say-number-12 = kumi na mbili
# confidence: H
say-number-13 = kumi na tatu
# confidence: H
say-number-14 = kumi na nne
# confidence: H
say-number-15 = kumi na tano
# confidence: H
say-number-16 = kumi na sita
# confidence: H
say-number-17 = kumi na saba
# confidence: H
say-number-18 = kumi na nane
# confidence: H
say-number-19 = kumi na tisa
# confidence: H
say-number-20 = ishirini
# confidence: H
say-number-30 = thelathini
# confidence: H
say-number-40 = arobaini
# confidence: H
say-number-50 = hamsini
# confidence: H
say-number-60 = sitini
# confidence: H
say-number-70 = sabini
# confidence: H
say-number-80 = themanini
# confidence: H
say-number-90 = tisini
# Between tens and units: twenty … five.
# confidence: H
say-and = na
# confidence: H
say-ticket-number = Tiketi nambari
# confidence: H
say-please-go-to-counter = tafadhali nenda kaunta nambari
# confidence: H
say-counter = kaunta
# confidence: M
say-second-call = Mara ya pili
# confidence: M
say-third-call = Mara ya tatu
# confidence: M
say-called-again = Tunaita tena
# confidence: H
say-hundreds = mia { $count }
# confidence: H
say-hundreds-and = { $hundreds } na { $rest }
# confidence: H
say-thousands = elfu { $count }
# confidence: M
say-thousands-and = { $thousands } na { $rest }
# confidence: H
say-range = { $low } hadi { $high }
# confidence: H
say-minutes = dakika { $minutes }
# confidence: H
say-seconds = sekunde { $seconds }
# confidence: M
say-under = chini ya { $amount }
# confidence: M
say-over = zaidi ya { $amount }
# confidence: H
say-money = shilingi { $amount }
# The hour by the clock from which this language counts its hours: 0, or 6 where 08:00 is saa mbili.
# confidence: H
say-first-hour = 6
# confidence: M
say-hour =
    saa { $hour } kamili { $part ->
        [morning] asubuhi
        [noon] mchana
        [evening] jioni
       *[night] usiku
    }
# confidence: M
say-time =
    saa { $hour } na dakika { $minutes } { $part ->
        [morning] asubuhi
        [noon] mchana
        [evening] jioni
       *[night] usiku
    }
# Without agreement between number and noun. confidence: L
say-choices =
    { $count ->
        [one] Chaguo moja.
       *[other] Idadi ya machaguo: { $count }.
    }
# confidence: L
say-how-keys = Sogea kwa vitufe vya mishale. Chagua kwa Enter. Rudi kwa Backspace. Sikia tena kwa Space.
# confidence: L
say-how-touch = Gusa skrini usikie kilichopo. Gusa tena ili kuchagua.
# confidence: M
say-on = Imewashwa
# confidence: M
say-off = Imezimwa
# confidence: M
say-chosen = Imechaguliwa
# confidence: M
say-not-chosen = Haijachaguliwa
# confidence: H
say-your-number = Nambari yako ni { $number }.
# confidence: M
say-volume = Sauti { $level } kati ya { $levels }

## Kurasa za umma: miadi kutoka popote

# confidence: M
public-name = Vituo vya huduma
# confidence: M
public-title = Njoo kwa wakati uliochagua
# confidence: M
public-intro = Chagua kituo, huduma na wakati. Huhitaji akaunti, na hatuombi jina wala nambari ya simu.
# confidence: M
public-book = Weka miadi
# confidence: M
public-free = Kuweka miadi ni bure. Hakuna mtu wa hapa anayeomba pesa kwa SMS.
# confidence: M
public-queue = Tayari uko kwenye foleni?
# confidence: M
public-queue-note = Piga picha ya msimbo ulio kwenye tiketi yako kwa simu: utaona nafasi yako popote ulipo.
# confidence: M
public-have = Una miadi?
# confidence: M
public-have-note = Fungua ukurasa uliohifadhi ili kuiona, kuibadilisha au kuighairi.
# confidence: M
public-which-centre = Kituo gani?
# confidence: M
public-search = Mji au jina la kituo
# confidence: H
public-find = Tafuta
# confidence: M
public-letters = Vituo kwa herufi ya kwanza
# confidence: M
public-choose-letter = Tafuta, au chagua herufi ya kwanza ya mahali.
# confidence: M
public-none-found = Hakuna kituo cha jina hilo kilichopatikana.
# confidence: M
public-more-found = Kuna vingine { $count }: andika zaidi ya jina.
# confidence: M
public-no-centres = Bado hakuna kituo kinachotoa miadi hapa.
# confidence: M
public-walk-in = Hakuna miadi: njoo bila miadi.
# confidence: M
public-which-service = Huduma gani?
# confidence: M
public-no-services = Kituo hiki hakitoi miadi. Njoo bila miadi na uchukue nambari kwenye kioski.
# confidence: M
public-other-centre = Kituo kingine
# confidence: M
public-other-service = Huduma nyingine
# confidence: M
public-which-day = Siku gani?
# confidence: M
public-no-days = Hakuna nafasi katika siku { $days } zijazo. Angalia tena kesho, au njoo bila miadi.
# confidence: M
public-places =
    { $count ->
        [0] imejaa
        [one] nafasi { $count }
       *[other] nafasi { $count }
    }
# confidence: M
public-other-day = Siku nyingine
# confidence: M
public-which-time = Wakati gani?
# confidence: M
public-no-times = Nafasi zote za siku hii zimechukuliwa.
# confidence: M
public-check = Je, hii ni sahihi?
# confidence: M
public-held = Nafasi hii imehifadhiwa kwa ajili yako hadi { $time }.
# confidence: M
public-confirm = Ndiyo, weka miadi
# confidence: M
public-other-time = Chagua wakati mwingine
# confidence: M
public-ended = Muda wako wa kuthibitisha umeisha
# confidence: M
public-ended-note = Huenda nafasi bado ipo: thibitisha sasa, au chagua nyingine.
# confidence: M
public-asked = Inasubiri kituo kithibitishe
# confidence: M
public-asked-note = Kwa kawaida kituo huthibitisha ndani ya dakika moja. Ukurasa huu utaonyesha.
# confidence: M
public-asked-silent = Hatujapata habari kutoka kituo hiki tangu { $time }. Nafasi yako imehifadhiwa hadi kiweze kuulizwa. Angalia hapa tena kabla ya kuondoka.
# confidence: M
public-never-heard = Kituo hiki hakiwezi kuulizwa sasa. Nafasi yako imehifadhiwa hadi kiweze. Angalia hapa tena kabla ya kuondoka.
# confidence: M
public-booked = Miadi yako imewekwa
# confidence: M
public-refused = Kituo hakikuweza kuweka miadi hii
# confidence: M
public-expired-reason = Wakati ulipita kabla ya kituo kuulizwa.
# confidence: M
public-again = Chagua wakati mwingine
# confidence: M
public-moving = Inasubiri kituo kihamishe hadi { $day }, { $time }. Hadi wakati huo, wakati wa zamani ndio halali.
# confidence: M
public-cancelling = Inasubiri kituo kighairi
# confidence: M
public-not-changed = Kituo hakikuweza kubadilisha: yaliyo hapa ndiyo halali.
# confidence: M
public-cancelled = Miadi hii imeghairiwa
# confidence: M
public-checked-in = Umejisajili kufika
# confidence: M
public-checked-in-note = Nambari yako iko kwenye tiketi yako.
# confidence: M
public-over = Miadi hii imepita
# confidence: M
public-number = Nambari ya miadi yako
# confidence: M
public-qr = Msimbo wa kuchanganua kwenye kioski, wa nambari { $code }
# confidence: M
public-keep = Hifadhi ukurasa huu, au andika nambari: hatujui wewe ni nani.
# confidence: M
public-calendar = Weka kwenye kalenda yangu
# confidence: M
public-calendar-note = Nambari ya miadi { $code }. Kituoni, changanua msimbo wake kwenye kioski au andika nambari.
# confidence: M
public-change = Badilisha wakati
# confidence: M
public-cancel = Ghairi miadi
# confidence: M
public-cancel-sure = Ungependa kughairi miadi?
# confidence: M
public-cancel-note = Mtu mwingine ataweza kupata nafasi yako.
# confidence: M
public-cancel-yes = Ndiyo, ighairi
# confidence: M
public-cancel-no = Hapana, ihifadhi
# confidence: M
public-back = Rudi kwenye miadi
# confidence: M
public-unknown = Miadi hii haijulikani
# confidence: M
public-unknown-note = Huenda imepita muda mrefu, au nafasi yake haikuthibitishwa kwa wakati.
# confidence: M
public-not-found = Hakuna ukurasa kama huo
# confidence: M
public-start = Nenda ukurasa wa kwanza
# confidence: M
public-too-many = Nafasi nyingi mno zimehifadhiwa kutoka mtandao wako
# confidence: M
public-too-many-note = Subiri dakika chache kisha ujaribu tena. Unaweza kuja bila miadi wakati wowote.
