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
    property bool narrow: false
    default property alias about: slot.data

    spacing: Theme.mm(3)

    ColumnLayout {
        id: slot
        Layout.fillWidth: true
        spacing: Theme.mm(1)
    }
    Repeater {
        id: others
        model: bar.flow.others

        SecondaryButton {
            required property string modelData

            readonly property bool aside: true

            objectName: "language-" + modelData
            language: modelData
            Layout.alignment: Qt.AlignTop
            topPadding: Theme.mm(3)
            text: bar.words.say(modelData, "language-name")
            capMm: bar.narrow ? 4.8 : 5.4
            onChosen: bar.flow.speak(modelData)
        }
    }
    Pressable {
        id: reading

        readonly property bool aside: true

        objectName: "aloud"
        Layout.alignment: Qt.AlignTop
        visible: bar.flow.listening.available
        implicitWidth: Theme.mm(22)
        text: bar.words.say(bar.flow.language, "a11y-aloud")
        holds: true
        on: bar.flow.listening.on
        Accessible.role: Accessible.CheckBox
        onChosen: bar.flow.listening.toggle()

        background: Rectangle {
            radius: reading.cornerRadius
            color: reading.on ? Theme.green : reading.down ? Theme.cardPressed : Theme.card
            border.color: Theme.greenEdge
            border.width: Theme.lineWidth
        }
        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                name: "volume-2"
                color: reading.on ? Theme.inkOnGreen : Theme.greenDark
                sizeMm: 10
            }
        }
    }
}
