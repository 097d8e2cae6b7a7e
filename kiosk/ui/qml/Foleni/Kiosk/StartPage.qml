pragma ComponentBehavior: Bound
import QtQuick

// Before a language is chosen: everything in all of them.
KioskPage {
    id: page

    readonly property string doors: kiosk.start.state

    WelcomePanel {
        anchors.fill: parent
        visible: page.doors === "open"
        kiosk: page.kiosk
        words: page.words
        room: page.room
    }
    ClosedPanel {
        anchors.fill: parent
        visible: page.doors === "closed" || page.doors === "cut_off"
        kiosk: page.kiosk
        words: page.words
        room: page.room
    }
    Regret {
        readonly property bool lost: page.doors === "lost"

        visible: lost || page.doors === "starting"
        iconName: lost ? "wifi-off" : "hourglass"
        sentences: page.kiosk.languages.map(language => ({
            language: language.code,
            title: page.words.say(language.code, lost ? "centre-lost-kiosk" : "centre-starting"),
            say: lost ? page.words.say(language.code, "centre-lost-kiosk-instead") : ""
        }))
        room: page.room
    }
}
