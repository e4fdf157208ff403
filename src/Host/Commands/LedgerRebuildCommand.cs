using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Books every fact anew from the first, and makes positions and lots again from it.</summary>
internal sealed class LedgerRebuildCommand(Surroundings surroundings)
{
    private readonly Option<string?> _account = new("--account") { Description = "Only this account", HelpName = "ID" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("rebuild", "Book every fact anew from the first; exit code 1 when something comes out otherwise than it was") { _account, _json };
        command.SetAction(Rebuild);
        return command;
    }

    private async Task<int> Rebuild(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var report = await session.Get<IPortfolio>().Rebuild(new(parsed.GetValue(_account)), ct);
        if (parsed.GetValue(_json)) Screen.Document(report);
        else Show(report);
        return report.Same ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Show(RebuildReport report)
    {
        if (report.Refusal is { } refusal)
        {
            Screen.Remark(refusal.Message);
            return;
        }

        foreach (var difference in report.Differences) Screen.Remark(difference);
        foreach (var sentence in EndOf(report)) Screen.Say(sentence);
    }

    /// <summary>What it came to, and of what could not be booked what to do.</summary>
    internal static IEnumerable<string> EndOf(RebuildReport report)
    {
        var damaged = report.Damaged ?? [];
        // Each of them is among the differences, and says what is wrong with it.
        var differences = report.Differences.Count - damaged.Count;
        var rows = Figures.Count(report.Rows, "row");
        if (damaged.Count == 0 || report.Rows > 0)
        {
            yield return differences <= 0
                ? $"The same books came of {rows}."
                : $"{Figures.Count(differences, "difference")} came of {rows}; positions and lots are now what the ledger says.";
        }

        if (damaged.Count > 0) yield return $"Nothing was booked anew of {string.Join(", ", damaged)}: restore a backup from before with 'algotrendy restore', or mend the row that 'algotrendy ledger verify' names, and rebuild again.";
    }
}
