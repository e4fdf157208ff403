using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Accepts a ledger whose heads were lost on purpose, or with the disk they were on: from now on they are kept outside again.</summary>
internal sealed class LedgerAnchorCommand(Surroundings surroundings)
{
    private readonly Option<string> _account = new("--account") { Description = "Whose ledger", HelpName = "ID", Required = true };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("anchor", "Accept the head of a ledger that is not kept outside, when its rows are sound") { _account, _json };
        command.SetAction(Anchor);
        return command;
    }

    private async Task<int> Anchor(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var verdict = await session.Get<IPortfolio>().AnchorLedger(new(parsed.GetRequiredValue(_account)), ct);
        if (parsed.GetValue(_json)) Screen.Document(verdict);
        else LedgerVerifyCommand.Show(verdict);
        return verdict.IsSound ? ExitCode.Success : ExitCode.Failure;
    }
}
