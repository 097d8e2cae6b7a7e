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

        Banner {
            objectName: "sorry"
            Layout.fillWidth: true
            iconName: page.unanswered ? "triangle-alert" : "wifi-off"
            title: page.say(page.unanswered ? "kiosk-no-answer" : "centre-lost-kiosk")
            say: page.say(page.unanswered ? "kiosk-no-answer-instead" : "centre-lost-kiosk-instead")
            titleCapMm: page.small ? 6 : 8
            capMm: page.small ? 4.8 : 6.4
        }
        Item {
            Layout.fillHeight: true
        }
        Foot {
            Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(page.small ? 20 : 26))

            SecondaryButton {
                objectName: "start-again"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                text: page.say("start-again")
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.startAgain()
            }
            PrimaryButton {
                objectName: "try-again"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 4
                visible: page.unanswered && page.kiosk.reachable
                text: page.say("try-again")
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.tryAgain()
            }
        }
    }
}
