using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Connections as people read them.</summary>
internal static class BrokerText
{
    /// <summary>What came of a command on one connection.</summary>
    public static int Tell(BrokerReply reply, bool isJson)
    {
        if (isJson) Screen.Document(reply);
        else if (reply.Broker is { } broker) Show([broker]);
        return reply.Refusal is { } refusal ? Refused.Tell(refusal) : ExitCode.Success;
    }

    /// <summary>What came of a comparison with the venue. Differences are a failure.</summary>
    public static int Tell(ReconciliationReply reply, bool isJson)
    {
        if (isJson) Screen.Document(reply);
        if (reply.Refusal is { } refusal) return Refused.Tell(refusal);

        var found = reply.Reconciliation!;
        if (!isJson) Show(found);
        return found.Agrees ? ExitCode.Success : ExitCode.Failure;
    }

    public static void Show(IReadOnlyList<BrokerView> brokers)
    {
        var sheet = new Sheet(
            Column.Text("Broker"), Column.Text("Vendor"), Column.Text("Mode"), Column.Text("Credentials"), Column.Text("Connection"), Column.Text("Gate"), Column.Text("Compared (UTC)"), Column.Number("Differences"), Column.Text());
        foreach (var broker in brokers)
        {
            sheet.Add(
                broker.BrokerId, broker.Vendor, AccountText.ModeOf(broker.Mode), broker.Credentials is { } kind ? Given.Hyphenated(kind) + (broker.KeyHint is { } hint ? $" {hint}" : "") : "none",
                Given.Hyphenated(broker.Status), broker.GateIsOpen ? "open" : "shut", broker.ReconciledAt is { } at ? Figures.Moment(at.ToInstant()) : "never", Figures.Count(broker.Differences), broker.Trouble ?? "");
        }

        Screen.Show(sheet);
    }

    private static void Show(Reconciliation found)
    {
        Screen.Say(found.At is { } at ? $"{found.AccountId} was compared with its venue at {Figures.Moment(at.ToInstant())} UTC." : $"{found.AccountId} was not compared with its venue since it was connected, or since its events were lost.");
        if (found.Differences.Count == 0)
        {
            Screen.Say(found.Agrees ? "They agree." : "They have not been seen to agree yet.");
            return;
        }

        var sheet = new Sheet(Column.Text("Difference"), Column.Text("Kind"), Column.Text("What"), Column.Text("Here"), Column.Text("At the venue"), Column.Text());
        foreach (var one in found.Differences) sheet.Add(one.DifferenceId, one.Kind, one.What, one.Here, one.AtVenue, one.Message);
        Screen.Show(sheet);
    }
}
