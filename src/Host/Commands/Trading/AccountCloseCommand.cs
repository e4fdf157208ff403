using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Closes a paper account that holds nothing and has no order waiting.</summary>
internal sealed class AccountCloseCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("close", "Close a paper account for ever; it holds nothing and has no order waiting, and what it did can be read afterwards") { _id, _json };
        command.SetAction(Close);
        return command;
    }

    private async Task<int> Close(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var account = new AccountName(parsed.GetRequiredValue(_id));
        var books = await session.Get<IPortfolio>().CheckClosing(account, ct);
        var reply = books.Refusal is { } refusal ? new(null, new(refusal.Code, refusal.Message)) : await session.Get<ITrading>().CloseAccount(account, ct);
        return AccountText.Tell(reply, parsed.GetValue(_json));
    }
}
