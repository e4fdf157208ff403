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
        var found = await session.Get<ITrading>().ListAccounts(new(parsed.GetValue(_account)), ct);
        HeldPosition[] held = [.. found.Accounts.SelectMany(account => account.Positions)];
        if (parsed.GetValue(_json)) Screen.Document(held);
        else if (held.Length > 0) AccountText.Show(held);
        else if (found.Unread is null) Screen.Remark("Nothing is held.");
        return AccountText.Tell(found.Unread, parsed.GetValue(_json));
    }
}
