import QtQuick
import Foleni.Backend
import Foleni.Kit

// Between two visits at a counter: whose tablet it is, and when it will ask.
Item {
    id: rest

    required property FeedbackScreen flow
    required property Words words
    readonly property string key: flow.waitsFor === "centre" ? "feedback-centre-lost" :
                                                               flow.waitsFor === "visit"
                                                               ? "feedback-rest" : "centre-starting"

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.mm(6)

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.mm(32)
            height: width
            radius: Theme.radius
            color: Theme.sign

            Icon {
                anchors.centerIn: parent
                name: "landmark"
                color: Theme.inkOnSign
                sizeMm: 20
            }
        }
        Heading {
            width: parent.width
            visible: rest.flow.centre !== ""
            say: rest.flow.centre + " " + rest.flow.place
            horizontalAlignment: Text.AlignHCenter
        }
        Line {
            width: parent.width
            say: rest.words.say(rest.flow.language, rest.key)
            capMm: 6.6
            weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
        }
        Line {
            width: parent.width
            visible: say !== ""
            say: rest.words.each(rest.flow.besides, rest.key, {})
            color: Theme.ink2
            capMm: 6
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
