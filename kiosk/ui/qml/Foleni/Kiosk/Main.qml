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
    readonly property bool lowered: room.lowerable && look.lowered
    readonly property bool atStart: kiosk.page === "start"
    readonly property int margin: small ? Theme.mm(6) : Theme.margin
    readonly property string heading: ({
                                           services: words.say(kiosk.language,
                                                               "kiosk-what-do-you-need"),
                                           before: kiosk.promise.group,
                                           ticket: kiosk.ticket.name,
                                           scanned: kiosk.scanned.length > 0
                                                    ? kiosk.scanned[0].name : ""
                                       })[kiosk.page] ?? kiosk.header.name

    // Before a language is chosen the short words stand in all of them, one below the other.
    function access(key: string, shortKey: string): string {
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
        heightPx: root.height
    }

    component Speaks: LanguageSwitch {
        choices: root.kiosk.languages
        current: root.kiosk.language
        onPicked: code => root.kiosk.chooseLanguage(code)
    }

    SampleBanner {
        id: sample
        width: parent.width
        say: root.kiosk.header.sample
    }

    ColumnLayout {
        id: column
        enabled: root.kiosk.told.help_title === "" && root.kiosk.told.idle === ""
        anchors.top: sample.bottom
        anchors.bottom: root.wide ? parent.bottom : bar.top
        anchors.left: parent.left
        anchors.right: root.wide ? bar.left : parent.right
        anchors.margins: root.margin
        anchors.topMargin: root.small ? Theme.mm(4) : root.wide ? Theme.mm(6) : Theme.mm(9)
        anchors.bottomMargin: root.small ? Theme.mm(4) : Theme.mm(8)
        spacing: root.small ? Theme.mm(4) : root.wide ? Theme.mm(6) : Theme.mm(9)

        RowLayout {
            Layout.fillWidth: true
            visible: root.wide && !root.atStart
            spacing: Theme.mm(6)

            Heading {
                Layout.fillWidth: true
                say: root.heading
                capMm: room.scaled(5.6, 11)
                fixed: root.small
            }
            Speaks {}
        }
        CentreHeader {
            Layout.fillWidth: true
            visible: !root.wide || root.atStart
            title: root.kiosk.header.name
            place: root.kiosk.header.place

            NumberText {
                visible: root.atStart
                say: root.kiosk.header.time
                capMm: 7
                font.weight: Font.DemiBold
            }
            Speaks {
                visible: !root.atStart && !root.lowered
            }
        }
        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
            visible: root.lowered
        }
        Speaks {
            Layout.alignment: Qt.AlignRight
            visible: root.lowered && !root.atStart
        }
        Item {
            id: pages
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 3

            StartPage {
                kiosk: root.kiosk
                words: root.words
                room: room
                visible: root.atStart
            }
            ServicesPage {
                kiosk: root.kiosk
                words: root.words
                room: room
                visible: root.kiosk.page === "services"
            }
            BeforePage {
                kiosk: root.kiosk
                words: root.words
                room: room
                visible: root.kiosk.page === "before"
            }
            TicketPage {
                kiosk: root.kiosk
                words: root.words
                room: room
                visible: root.kiosk.page === "ticket"
            }
            ScannedPage {
                kiosk: root.kiosk
                words: root.words
                room: room
                visible: root.kiosk.page === "scanned"
            }
            SorryPage {
                kiosk: root.kiosk
                words: root.words
                room: room
                visible: root.kiosk.page === "lost" || root.kiosk.page === "no_answer"
            }
        }
    }

    AccessBar {
        id: bar
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: root.wide ? Theme.mm(root.small && room.heightMm < 215 ? 46 : 50) : parent.width
        height: root.wide ? parent.height - sample.height : implicitHeight
        upright: root.wide
        capMm: root.wide ? 4.8 : 5.3
        look: root.look
        lowerText: room.lowerable ? root.access("a11y-lower", "a11y-lower-short") : ""
        biggerText: root.access("a11y-bigger", "a11y-bigger-short")
        contrastText: root.access("a11y-contrast", "a11y-contrast-short")
        helpText: root.access("a11y-help", "a11y-help-short")
        onHelp: root.kiosk.callHelp()
    }

    Sheet {
        objectName: "help-sheet"
        visible: root.kiosk.told.help_title !== ""
        low: root.lowered
        iconName: "hand-helping"
        title: root.kiosk.told.help_title
        say: root.kiosk.told.help_note
        go: root.atStart ? root.both("ok") : root.words.say(root.kiosk.language, "ok")
        onGoOn: root.kiosk.closeHelp()
    }
    Sheet {
        objectName: "idle-sheet"
        visible: root.kiosk.told.idle !== ""
        low: root.lowered
        iconName: "hourglass"
        title: root.words.say(root.kiosk.language, "idle-still-there")
        say: root.kiosk.told.idle
        go: root.words.say(root.kiosk.language, "more-time")
        leave: root.words.say(root.kiosk.language, "start-again")
        onGoOn: root.kiosk.moreTime()
        onGone: root.kiosk.startAgain()
    }
}
