import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Something that can be on or off, and what that means.
RowLayout {
    id: switchable

    required property string words
    required property string note
    required property bool on

    signal chosen

    spacing: Theme.mm(4)

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Line {
            Layout.fillWidth: true
            say: switchable.words
            capMm: 4.8
            weight: Font.Bold
        }
        Note {
            Layout.fillWidth: true
            say: switchable.note
            capMm: 3.8
        }
    }
    Toggle {
        objectName: switchable.objectName + "-toggle"
        text: switchable.words
        explained: switchable.note
        on: switchable.on
        onChosen: switchable.chosen()
    }
}
