pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// The kiosk: the sign above, one page, what makes it easier below (or at the side of a wide screen), and words over all.
ScreenWindow {
    id: root

    required property KioskScreen kiosk
    required property Words words

    readonly property bool wide: room.wide
    readonly property bool small: room.small
    // Without a hand's breadth to spare; not by the room, which is what the banner above leaves.
    readonly property bool tight: Math.min(width, height) < Theme.mm(Theme.large ? 208 : 160)
    readonly property bool lowered: look.lowers && look.lowered
    // What lies above the lowered part: nothing there can be touched.
    readonly property real aboveMm: lowered ? reach.y / Theme.pxPerMm : 0
    readonly property bool signAbove: aboveMm >= 40
    readonly property bool atStart: kiosk.page === "start"
    readonly property int margin: small ? Theme.mm(6) : Theme.margin
    readonly property string heading: ({
                                           services: words.say(kiosk.language,
                                                               "kiosk-what-do-you-need"),
                                           before: kiosk.promise.group,
                                           joining: kiosk.join.title,
                                           elsewhere: kiosk.elsewhere.title,
                                           code: words.say(kiosk.language, "kiosk-code-title"),
                                           appointment: kiosk.appointments.length === 1 ? words.say(
                                                                                              kiosk.language,
                                                                                              "kiosk-appointment") :
                                                                                          both("kiosk-appointment"),
                                           ticket: kiosk.ticket.name,
                                           scanned: kiosk.scanned.length > 0
                                                    ? kiosk.scanned[0].name : ""
                                       })[kiosk.page] ?? kiosk.header.name

    // For who listens, one language after the other.
    function each(key: string): list<var> {
        return words.aloud(kiosk.languages.map(language => language.code), key);
    }

    // Before a language is chosen the short words stand in all of them, one below the other.
    function access(key: string, shortKey: string): string {
        if (room.narrow && !atStart)
            return words.say(kiosk.language, shortKey);
        return atStart ? kiosk.languages.map(language => words.say(language.code, shortKey)).join(
                             "\n") : words.say(kiosk.language, key);
    }

    function both(key: string): string {
        return [...new Set(kiosk.languages.map(language => words.say(language.code, key)))].join(
                    " · ");
    }

    Room {
        id: room
        widthPx: root.width
        heightPx: reach.height
    }

    component Speaks: LanguageSwitch {
        // More than two have no room on a small screen: there stand those one can change to.
        choices: room.paged && root.kiosk.languages.length > 2 ? root.kiosk.languages.filter(
                                                                     language => language.code
                                                                                 !== root.kiosk.language) :
                                                                 root.kiosk.languages
        current: root.kiosk.language
        onPicked: code => root.kiosk.chooseLanguage(code)
    }

    component Sign: CentreHeader {
        // Beside the languages a small screen has room for its picture alone.
        bare: room.paged && !root.atStart && !root.signAbove
        capMm: room.paged ? 4.8 : 6
        title: root.kiosk.header.name
        place: root.kiosk.header.place

        NumberText {
            visible: root.atStart
            say: root.kiosk.header.time
            capMm: room.paged ? 4.8 : 7
            font.weight: Font.DemiBold
        }
    }

    SampleBanner {
        id: sample
        width: parent.width
        // A small screen says it before a service is chosen, and then beside each figure.
        readonly property bool alone: root.kiosk.header.alone !== "" && (root.atStart ||
                                                                         !root.tight)

        // What visitors must know is as large as all they must read.
        capMm: alone ? 4.8 : 3.4
        say: alone ? root.kiosk.header.alone : root.kiosk.header.sample
        aloud: !root.atStart ? undefined : alone ? root.kiosk.header.alone_aloud : root.each(
                                                       "sample-centre")
    }

    // All that can be touched: the whole screen, or as much of it as a seated visitor's hand reaches.
    Item {
        id: reach
        y: parent.height - root.look.footPx - height
        width: parent.width
        height: Math.max(1, root.lowered ? Math.min(root.look.zonePx, parent.height
                                                    - root.look.footPx - sample.height) :
                                           parent.height - root.look.footPx - sample.height)
    }
    Rectangle {
        y: reach.y - height
        width: parent.width
        height: Theme.hairWidth
        visible: root.signAbove
        color: Theme.hairline
    }
    Sign {
        x: root.margin
        y: Math.max(sample.height + Theme.mm(9), (sample.height + reach.y - height) / 2)
        width: parent.width - 2 * root.margin
        visible: root.signAbove
    }
    ColumnLayout {
        id: column
        enabled: root.kiosk.told.help_title === "" && root.kiosk.told.idle === ""
        anchors.top: reach.top
        anchors.bottom: root.wide ? reach.bottom : bar.top
        anchors.left: parent.left
        anchors.right: root.wide ? bar.left : parent.right
        anchors.margins: root.margin
        anchors.topMargin: root.small ? Theme.mm(4) : root.wide ? Theme.mm(6) : Theme.mm(9)
        anchors.bottomMargin: root.small ? Theme.mm(4) : Theme.mm(8)
        spacing: root.small ? Theme.mm(4) : root.wide ? Theme.mm(6) : Theme.mm(9)

        RowLayout {
            Layout.fillWidth: true
            visible: root.wide && !root.atStart && !room.paged
            spacing: Theme.mm(6)

            Heading {
                Layout.fillWidth: true
                say: root.heading
                capMm: room.bare ? 4.8 : room.scaled(5.6, 11)
            }
            Speaks {}
        }
        RowLayout {
            Layout.fillWidth: true
            visible: root.wide && !room.paged ? root.atStart && !root.signAbove : !(root.atStart
                                                                                    && root.signAbove)
            spacing: Theme.mm(6)

            Sign {
                Layout.fillWidth: true
                visible: !root.signAbove && !number.visible
            }
            // A low page has little room for anything else: its ticket's number stands beside the languages.
            NumberText {
                id: number
                objectName: "number"
                readonly property bool live: true
                readonly property string aloud: room.numberAloud(root.words, root.kiosk.language,
                                                                 root.kiosk.ticket)

                Layout.fillWidth: true
                visible: room.paged && root.wide && root.kiosk.page === "ticket"
                say: root.kiosk.ticket.number
                color: Theme.greenDark
                capMm: 8.5
            }
            Item {
                Layout.fillWidth: true
                visible: root.signAbove
            }
            Speaks {
                visible: !root.atStart
            }
        }
        Item {
            id: pages
            Layout.fillWidth: true
            Layout.fillHeight: true

            // Pages of a small screen are others than those of a large one; bigger text makes a screen a smaller one.
            Loader {
                anchors.fill: parent
                sourceComponent: room.paged ? paged : whole
            }
            LatePages {
                anchors.fill: parent
                kiosk: root.kiosk
                words: root.words
                room: room
            }
            Component {
                id: whole

                WholePages {
                    kiosk: root.kiosk
                    words: root.words
                    room: room
                }
            }
            Component {
                id: paged

                PagedPages {
                    kiosk: root.kiosk
                    words: root.words
                    room: room
                }
            }
        }
    }

    AccessBar {
        id: bar
        anchors.bottom: reach.bottom
        anchors.right: parent.right
        width: root.wide ? Theme.mm(root.small && room.heightMm < 215 ? 48 : 50) : parent.width
        height: root.wide ? reach.height : implicitHeight
        reachPx: root.look.zonePx
        upright: root.wide
        across: !room.narrow ? 0 : count === 4 ? 2 : 3
        capMm: root.wide || room.narrow ? 4.8 : 5.3
        look: root.look
        lowerText: root.look.lowers ? root.access("a11y-lower", "a11y-lower-short") : ""
        biggerText: root.access("a11y-bigger", "a11y-bigger-short")
        contrastText: root.access("a11y-contrast", "a11y-contrast-short")
        aloudText: root.kiosk.listening.available ? root.access("a11y-aloud", "a11y-aloud-short") :
                                                    ""
        helpText: root.access("a11y-help", "a11y-help-short")
        sayings: !root.atStart ? ({}) : ({
                                             lower: root.each("a11y-lower"),
                                             bigger: root.each("a11y-bigger"),
                                             contrast: root.each("a11y-contrast"),
                                             aloud: root.each("a11y-aloud"),
                                             help: root.each("a11y-help")
                                         })
        listening: root.kiosk.listening.on
        onReadAloud: root.kiosk.listening.toggle()
        onHelp: root.kiosk.callHelp()
    }

    Sheet {
        objectName: "help-sheet"
        visible: root.kiosk.told.help_title !== ""
        low: root.lowered
        footPx: root.look.footPx
        iconName: "hand-helping"
        title: root.kiosk.told.help_title
        say: root.kiosk.told.help_note
        titleAloud: root.kiosk.told.help_titles
        sayAloud: root.kiosk.told.help_notes
        goAloud: root.atStart ? root.each("ok") : undefined
        go: root.atStart ? root.both("ok") : root.words.say(root.kiosk.language, "ok")
        onGoOn: root.kiosk.closeHelp()
    }
    Sheet {
        objectName: "idle-sheet"
        visible: root.kiosk.told.idle !== ""
        low: root.lowered
        footPx: root.look.footPx
        iconName: "hourglass"
        title: root.words.say(root.kiosk.language, "idle-still-there")
        say: root.kiosk.told.idle
        go: root.words.say(root.kiosk.language, "more-time")
        leave: root.words.say(root.kiosk.language, "start-again")
        onGoOn: root.kiosk.moreTime()
        onGone: root.kiosk.startAgain()
    }
}
