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
        Screen.Say(report.Same
            ? $"The same books came of {Figures.Count(report.Rows, "row")}."
            : $"{Figures.Count(report.Differences.Count, "difference")} came of {Figures.Count(report.Rows, "row")}; positions and lots are now what the ledger says.");
    }
}
