import QtQuick
import QtQuick.Layouts

// Where one is. Children (the time, the languages) stand at the right.
RowLayout {
    id: header

    required property string title
    required property string place
    property real capMm: 6
    // Without its words.
    property bool bare: false
    readonly property bool aside: true
    default property alias actions: slot.data

    spacing: Theme.mm(5.5)

    Rectangle {
        implicitWidth: Theme.mm(22)
        implicitHeight: implicitWidth
        radius: Theme.mm(5)
        color: Theme.sign

        Icon {
            anchors.centerIn: parent
            name: "landmark"
            color: Theme.inkOnSign
            sizeMm: 14
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        visible: !header.bare
        spacing: 0

        Line {
            Layout.fillWidth: true
            say: header.title
            capMm: header.capMm
            fixed: true
            weight: Font.Bold
        }
        Note {
            Layout.fillWidth: true
            say: header.place
            fixed: true
        }
    }
    RowLayout {
        id: slot
    }
}
