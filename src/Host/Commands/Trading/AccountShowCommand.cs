using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows an account with its balances and positions.</summary>
internal sealed class AccountShowCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("show", "Show an account with its balances and positions") { _id, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        var id = parsed.GetRequiredValue(_id);
        await using var session = await surroundings.Open(parsed, ct);
        var found = await session.Get<ITrading>().ListAccounts(new(), ct);
        var all = found.Accounts;
        if (found.Unread?.FirstOrDefault(one => one.AccountId == id) is { } unread)
        {
            Screen.Remark(AccountText.SentenceOf(unread));
            return ExitCode.Failure;
        }

        if (all.FirstOrDefault(one => one.AccountId == id) is not { } account)
        {
            Screen.Remark($"There is no account '{id}'.{NearestName.Hint(id, all.Select(one => one.AccountId))} 'algotrendy account list' shows what there is.");
            return ExitCode.Failure;
        }

        if (parsed.GetValue(_json)) Screen.Document(account);
        else AccountText.ShowWhole(account);
        return ExitCode.Success;
    }
}
