pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Why it was bad: any of a few reasons, or none.
ColumnLayout {
    id: why

    required property FeedbackScreen flow
    required property Words words
    readonly property bool tall: height > width
    // Said before anybody touches it: above the reasons, or where the way on will be.
    readonly property string sealedNote: flow.sealed ? words.say(flow.language,
                                                                 "feedback-money-note") : ""

    spacing: Theme.mm(tall ? 2.5 : 3)

    TopBar {
        Layout.fillWidth: true
        flow: why.flow
        words: why.words
        narrow: why.tall

        Heading {
            Layout.fillWidth: true
            say: why.words.say(why.flow.language, "feedback-why")
            capMm: !why.tall ? 8 : why.flow.listening.available ? 5.2 : 6.4
        }
        Note {
            Layout.fillWidth: true
            visible: !(why.tall && why.flow.sealed)
            say: why.words.say(why.flow.language, "feedback-why-note")
        }
    }
    Note {
        Layout.fillWidth: true
        // Under the sample centre's banner six reasons leave no room for it.
        visible: why.tall && why.flow.sealed && why.height > Theme.mm(200)
        say: why.sealedNote
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: why.tall ? 1 : 2
        columnSpacing: Theme.mm(3)
        rowSpacing: columnSpacing

        Repeater {
            model: why.flow.reasons

            ChoiceChip {
                required property int index
                required property string name
                required property bool sealed
                required property bool touched

                objectName: "reason-" + (index + 1)
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.minimumHeight: Theme.touch
                Layout.maximumHeight: Theme.mm(30)
                Accessible.role: Accessible.CheckBox
                // Its digit, for who listens; who reads it is said once, before all of them.
                aloud: (index + 1) + ": " + text
                text: sealed ? why.words.say(why.flow.language, "feedback-money") : name
                explained: sealed ? why.sealedNote : ""
                on: touched
                capMm: 4.8
                onChosen: why.flow.press(index + 1)
            }
        }
    }
    Item {
        Layout.fillHeight: true
        visible: why.tall
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        spacing: Theme.gap

        SecondaryButton {
            objectName: "skip"
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.mm(50)
            text: why.words.say(why.flow.language, "feedback-skip")
            topPadding: Theme.mm(2.5)
            capMm: 6
            onChosen: why.flow.skip()
        }
        PrimaryButton {
            objectName: "send"
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: why.flow.chosen
            text: why.words.say(why.flow.language, "feedback-send")
            iconName: "arrow-right"
            topPadding: Theme.mm(2.5)
            capMm: 6
            onChosen: why.flow.send()
        }
        Note {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            visible: !why.flow.chosen && !why.tall && why.flow.sealed
            say: why.sealedNote
        }
        Item {
            Layout.fillWidth: true
            visible: !why.flow.chosen && (why.tall || !why.flow.sealed)
        }
    }
}
