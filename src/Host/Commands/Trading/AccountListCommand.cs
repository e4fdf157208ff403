using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Lists the accounts.</summary>
internal sealed class AccountListCommand(Surroundings surroundings)
{
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("list", "List the accounts: mode, cash, equity") { _json };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var found = await session.Get<ITrading>().ListAccounts(new(), ct);
        if (parsed.GetValue(_json)) Screen.Document(found);
        else if (found is { Accounts.Count: 0, Unread: null }) Screen.Remark("There is no account yet. Open one with: algotrendy account open ID --mode paper --currency USDT --cash 10000");
        else if (found.Accounts.Count > 0) AccountText.Show(found.Accounts);
        return AccountText.Tell(found.Unread, parsed.GetValue(_json));
    }
}
