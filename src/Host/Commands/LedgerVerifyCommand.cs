using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Follows the chain of every ledger and names rows that were changed, removed or cut off.</summary>
internal sealed class LedgerVerifyCommand(Surroundings surroundings)
{
    private readonly Option<string?> _account = new("--account") { Description = "Only this account", HelpName = "ID" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("verify", "Check the chain of every ledger; exit code 1 when a row was changed, removed or cut off") { _account, _json };
        command.SetAction(Verify);
        return command;
    }

    private async Task<int> Verify(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var verdict = await session.Get<IPortfolio>().VerifyLedger(new(parsed.GetValue(_account)), ct);
        if (parsed.GetValue(_json)) Screen.Document(verdict);
        else Show(verdict);
        return verdict.IsSound ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>The same for whoever has asked for a verdict.</summary>
    public static void Show(LedgerVerdict verdict)
    {
        if (verdict.Refusal is { } refusal)
        {
            Screen.Remark(refusal.Message);
            return;
        }

        var sheet = new Sheet(Column.Text("Account"), Column.Number("Rows to"), Column.Number("Kept outside to"), Column.Text("Head"));
        foreach (var head in verdict.Heads) sheet.Add(head.AccountId, Figures.Count(head.Sequence), Figures.Count(head.Anchored), head.Hash);
        if (verdict.Heads.Count > 0) Screen.Show(sheet);
        foreach (var head in verdict.Heads.Where(head => head.Restored is not null)) Screen.Remark($"{head.AccountId}: {head.Restored}");
        foreach (var fault in verdict.Faults) Screen.Remark($"{fault.AccountId}: {fault.Message}");
        Screen.Say(verdict switch
        {
            { Rows: 0, IsSound: true } => "Nothing is booked yet.",
            { IsSound: true } => $"All is well: {Figures.Count(verdict.Rows, "row")}.",
            _ => $"{Figures.Count(verdict.Faults.Count, "fault")} in {Figures.Count(verdict.Rows, "row")}. {(verdict.Faults.All(fault => fault.Kind == "unanchored") ? "The rows agree with each other; what is kept outside does not guard all of them." : "Restore a backup from before, and look who had access to the database.")}",
        });
    }
}
