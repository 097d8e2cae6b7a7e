import QtQuick
import QtQuick.Layouts

// What primary and secondary buttons share: an icon, words, a second line.
Pressable {
    id: button

    property string note
    property string iconName
    property bool iconFirst: false
    // Words at the left and the arrow at the far right, as a large button with a second line has it.
    property bool leading: note !== ""
    property real capMm: 7
    property real noteCapMm: Math.max(3.2, capMm * 0.55)
    property bool fixed: false
    property color fill
    property color fillPressed
    property color ink
    property color outline
    property int outlineWidth: Theme.lineWidth

    explained: note
    leftPadding: leading ? Theme.mm(Math.min(15, capMm * 1.7)) : Theme.mm(4)
    rightPadding: leftPadding
    topPadding: Theme.mm(capMm * (note === "" ? 1.2 : 0.9))
    bottomPadding: topPadding

    background: Rectangle {
        radius: button.cornerRadius
        color: button.down ? button.fillPressed : button.fill
        border.color: button.outline
        border.width: button.outlineWidth
    }

    contentItem: RowLayout {
        spacing: button.iconName === "" ? 0 : Theme.mm(button.capMm * 0.7)

        Item {
            Layout.fillWidth: !button.leading
            visible: !button.leading
        }
        Icon {
            visible: button.iconName !== "" && button.iconFirst
            name: button.iconName
            color: button.ink
            sizeMm: button.capMm * 1.5
        }
        ColumnLayout {
            // As wide as the words in one line, or, in a narrow button, as it leaves them to wrap in.
            Layout.fillWidth: true
            Layout.maximumWidth: button.leading ? Number.POSITIVE_INFINITY : implicitWidth
            spacing: Theme.mm(1)

            Line {
                Layout.fillWidth: true
                visible: button.text !== ""
                say: button.text
                color: button.ink
                capMm: button.capMm
                fixed: button.fixed
                weight: Font.Bold
                lineHeight: 0.95
                horizontalAlignment: button.leading ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
            Line {
                Layout.fillWidth: true
                visible: button.note !== ""
                say: button.note
                color: button.ink
                capMm: button.noteCapMm
                Accessible.ignored: true
            }
        }
        Icon {
            visible: button.iconName !== "" && !button.iconFirst
            name: button.iconName
            color: button.ink
            sizeMm: button.capMm * 1.5
        }
        Item {
            Layout.fillWidth: !button.leading
            visible: !button.leading
        }
    }
}
