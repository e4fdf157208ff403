using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows what is held.</summary>
internal sealed class PositionListCommand(Surroundings surroundings)
{
    private readonly Option<string?> _account = TradingOptions.Account("Only this account");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("list", "Show what is held, and whether a stop guards it") { _account, _json };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var accounts = (await session.Get<ITrading>().ListAccounts(new(parsed.GetValue(_account)), ct)).Accounts;
        HeldPosition[] held = [.. accounts.SelectMany(account => account.Positions)];
        if (parsed.GetValue(_json)) Screen.Document(held);
        else if (held.Length == 0) Screen.Remark("Nothing is held.");
        else AccountText.Show(held);
        return ExitCode.Success;
    }
}
