pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// How was it? Five faces, from very bad to very good.
ColumnLayout {
    id: faces

    required property FeedbackScreen flow
    required property Words words
    readonly property bool tall: height > width

    spacing: Theme.mm(3)

    TopBar {
        Layout.fillWidth: true
        flow: faces.flow
        words: faces.words

        Line {
            readonly property bool bound: faces.flow.counter !== ""
            readonly property string where: faces.flow.centre + " " + faces.flow.place

            Layout.fillWidth: true
            say: bound ? faces.words.say(faces.flow.language, "counter-label", {
                                             label: faces.flow.counter
                                         }) : where
            capMm: bound ? 6 : 5
            weight: Font.DemiBold
        }
    }
    Heading {
        Layout.fillWidth: true
        Layout.topMargin: faces.tall && faces.flow.second === "" ? Theme.mm(4) : 0
        say: faces.words.say(faces.flow.language, "feedback-how")
        capMm: !faces.tall ? 8.6 : faces.flow.second === "" ? 8 : 6
        horizontalAlignment: Text.AlignHCenter
    }
    Heading {
        Layout.fillWidth: true
        visible: faces.flow.second !== ""
        language: faces.flow.second
        say: faces.flow.second === "" ? "" : faces.words.say(faces.flow.second, "feedback-how")
        color: Theme.ink2
        capMm: 5.4
        weight: Font.Medium
        horizontalAlignment: Text.AlignHCenter
    }
    Note {
        Layout.fillWidth: true
        visible: faces.flow.second === ""
        say: faces.words.say(faces.flow.language, "feedback-no-name")
        horizontalAlignment: Text.AlignHCenter
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.topMargin: faces.flow.second === "" ? Theme.mm(2) : 0
        columns: faces.tall ? 1 : 5
        columnSpacing: Theme.mm(3)
        rowSpacing: columnSpacing

        Repeater {
            model: ["angry", "frown", "meh", "smile", "laugh"]

            FaceTile {
                required property int index
                required property string modelData
                readonly property string key: "feedback-" + (index + 1)

                objectName: "face-" + (index + 1)
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: 1
                // Who listens presses a digit.
                aloud: [faces.flow.language, faces.flow.second].filter(language => language
                                                                                   !== "").map(
                    language => ({
                        language: language,
                        say: (index + 1) + ": " + faces.words.say(language, key)
                    }))
                text: faces.words.say(faces.flow.language, key)
                second: faces.flow.second === "" ? "" : faces.words.say(faces.flow.second, key)
                iconName: modelData
                face: Theme.smileys[index]
                across: faces.tall
                onChosen: faces.flow.press(index + 1)
            }
        }
    }
}
