import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The centre cannot be reached, or did not answer, on a small screen.
KioskPage {
    id: page

    // Whether the next step's button has no room beside the others.
    readonly property bool strait: !room.beside([say("start-again"), next.text, retries ? say(
                                                                                              "try-again") :
                                                                                          ""], width)
    readonly property bool unanswered: kiosk.page === "no_answer"
    readonly property bool retries: unanswered && kiosk.reachable

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.mm(3)

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true

            Block {
                SmallRegret {
                    objectName: "sorry"
                    iconName: page.unanswered ? "triangle-alert" : "wifi-off"
                    title: page.say(page.unanswered ? "kiosk-no-answer" : "centre-lost-kiosk")
                    say: page.say(page.unanswered ? "kiosk-no-answer-instead" :
                                                    "centre-lost-kiosk-instead")
                    room: page.room
                }
            }
        }
        NextRow {
            room: page.room
            steps: steps
            words: page.words
            languages: [page.kiosk.language]
            strait: page.strait
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "start-again"
                text: page.say("start-again")
                onChosen: page.kiosk.startAgain()
            }
            NextStep {
                id: next
                room: page.room
                steps: steps
                words: page.words
                languages: [page.kiosk.language]
                away: page.strait
            }
            WayOn {
                room: page.room
                objectName: "try-again"
                visible: page.retries
                text: page.say("try-again")
                onChosen: page.kiosk.tryAgain()
            }
        }
    }
}
