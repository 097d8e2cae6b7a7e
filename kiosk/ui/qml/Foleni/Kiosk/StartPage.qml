pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

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
    ColumnLayout {
        id: waiting
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: page.doors === "lost" || page.doors === "starting"
        spacing: Theme.mm(page.room.scaled(3, 6))

        Icon {
            visible: !page.room.bare
            name: page.doors === "lost" ? "wifi-off" : "hourglass"
            sizeMm: page.small ? 18 : 30
        }
        Repeater {
            model: page.kiosk.languages

            ColumnLayout {
                id: language

                required property var modelData

                Layout.fillWidth: true
                spacing: Theme.mm(2)

                Heading {
                    Layout.fillWidth: true
                    capMm: page.room.scaled(7, 10)
                    say: page.words.say(language.modelData.code, page.doors === "lost"
                                        ? "centre-lost-kiosk" : "centre-starting")
                }
                Body {
                    Layout.fillWidth: true
                    visible: page.doors === "lost"
                    say: page.words.say(language.modelData.code, "centre-lost-kiosk-instead")
                    capMm: page.room.scaled(4.8, 6)
                }
            }
        }
    }
}
