import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Demo
import Foleni.Kit

// The virtual printer: the paper that comes out of it, and beside or below it what can be made wrong.
ScreenWindow {
    id: root

    required property PrinterScreen printer
    required property PaperTray paper
    required property Words words
    readonly property bool upright: height > width

    title: say("printer-title")

    function say(key: string): string {
        return root.words.say(root.printer.language, key);
    }

    GridLayout {
        anchors.fill: parent
        columns: root.upright ? 1 : 2
        columnSpacing: 0
        rowSpacing: 0
        focus: true

        Keys.onPressed: event => event.accepted = !event.isAutoRepeat && event.modifiers === Qt.NoModifier
                                 && root.printer.press(event.text)

        PaperOut {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: root.upright ? root.width : root.width * 0.4
            paper: root.paper
            empty: root.say("printer-empty")
            trouble: root.printer.trouble
        }
        FaultPanel {
            Layout.fillHeight: !root.upright
            Layout.fillWidth: true
            Layout.preferredWidth: root.upright ? root.width : root.width * 0.6
            Layout.margins: Theme.mm(6)
            printer: root.printer
            words: root.words
        }
    }
}
