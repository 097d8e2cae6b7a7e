pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// This screen has lost its place, or was given none: why, and the way to ask again.
ColumnLayout {
    id: pane

    required property JoiningScreen joining
    required property Words words
    property real scaled: 1
    property bool wide: false
    readonly property var keys: ({
                                     refused: ["joining-refused", "joining-refused-note"],
                                     revoked: ["joining-revoked", "joining-revoked-note"],
                                     twin: ["joining-twin", "joining-twin-note"],
                                     stranger: ["joining-stranger", "joining-stranger-note"]
                                 })[joining.page] ?? ["joining-revoked", "joining-revoked-note"]

    spacing: Theme.mm(3.5 * scaled)

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(6 * pane.scaled)

        Icon {
            Layout.alignment: Qt.AlignTop
            name: pane.joining.page === "stranger" ? "shield-alert" : "unplug"
            color: Theme.red
            sizeMm: 16 * pane.scaled
        }
        EachTongue {
            Layout.fillWidth: true
            joining: pane.joining
            words: pane.words
            key: pane.keys[0]
            capMm: 6.5 * pane.scaled
            title: true
        }
    }
    NumberText {
        Layout.fillWidth: true
        visible: pane.joining.called !== ""
        say: pane.joining.called
        font.pixelSize: Theme.fontPx(4.8 * pane.scaled, Theme.numberCapEm)
        font.weight: Font.DemiBold
        wrapMode: Text.WrapAnywhere
    }
    EachTongue {
        Layout.fillWidth: true
        joining: pane.joining
        words: pane.words
        key: pane.keys[1]
        capMm: 4.8 * pane.scaled
    }
    Item {
        Layout.fillHeight: true
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        columns: pane.wide ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.mm(4 * pane.scaled)
        uniformCellWidths: true

        PrimaryButton {
            objectName: "ask-again"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: pane.words.each(pane.joining.languages, pane.joining.page === "stranger" ? "joining-ask" :
                                                                                             "joining-ask-again",
                                  {})
            capMm: 5.5 * pane.scaled
            topPadding: Theme.mm(4)
            fixed: true
            onChosen: pane.joining.askAgain()
        }
        SecondaryButton {
            objectName: "another"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: pane.words.each(pane.joining.languages, "joining-another", {})
            capMm: 4.8 * pane.scaled
            topPadding: Theme.mm(3)
            fixed: true
            quiet: true
            onChosen: pane.joining.another()
        }
    }
}
