pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// What the page is about, and the other languages, each one touch away.
RowLayout {
    id: bar

    required property FeedbackScreen flow
    required property Words words
    default property alias about: slot.data

    spacing: Theme.mm(3)

    ColumnLayout {
        id: slot
        Layout.fillWidth: true
        spacing: Theme.mm(1)
    }
    Repeater {
        model: bar.flow.others

        SecondaryButton {
            required property string modelData

            objectName: "language-" + modelData
            Layout.alignment: Qt.AlignTop
            topPadding: Theme.mm(3)
            text: bar.words.say(modelData, "language-name")
            capMm: 5.4
            onChosen: bar.flow.speak(modelData)
        }
    }
}
