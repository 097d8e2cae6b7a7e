import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The centre cannot be reached, or did not answer: said plainly, with what else one can do.
KioskPage {
    id: page

    readonly property bool unanswered: kiosk.page === "no_answer"

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Regret {
                objectName: "sorry"
                iconName: page.unanswered ? "triangle-alert" : "wifi-off"
                sentences: [
                    {
                        language: page.kiosk.language,
                        title: page.say(page.unanswered ? "kiosk-no-answer" : "centre-lost-kiosk"),
                        say: page.say(page.unanswered ? "kiosk-no-answer-instead" :
                                                        "centre-lost-kiosk-instead")
                    }
                ]
                room: page.room
            }
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "start-again"
                text: page.say("start-again")
                onChosen: page.kiosk.startAgain()
            }
            WayOn {
                room: page.room
                objectName: "try-again"
                visible: page.unanswered && page.kiosk.reachable
                text: page.say("try-again")
                onChosen: page.kiosk.tryAgain()
            }
        }
    }
}
