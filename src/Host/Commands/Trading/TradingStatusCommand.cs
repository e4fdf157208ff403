using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows how each account trades, and why its gate is shut where it is.</summary>
internal sealed class TradingStatusCommand(Surroundings surroundings)
{
    private readonly Option<string?> _account = TradingOptions.Account("Only this account");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("status", "Show how each account trades, and why its gate is shut where it is") { _account, _json };
        command.SetAction(Show);
        return command;
    }

    /// <summary>What came of a command on how accounts trade.</summary>
    public static int Tell(TradingStatus status, bool isJson)
    {
        if (isJson) Screen.Document(status);
        else if (status.Accounts.Count > 0) Show(status.Accounts);
        else if (status is { Refusal: null, Unread: null }) Screen.Remark("There is no account yet.");
        return status.Refusal is { } refusal ? Refused.Tell(refusal) : AccountText.Tell(status.Unread, isJson);
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        return Tell(await session.Get<ITrading>().GetTradingStatus(new(parsed.GetValue(_account)), ct), parsed.GetValue(_json));
    }

    private static void Show(IReadOnlyList<AccountStatus> accounts)
    {
        var sheet = new Sheet(
            Column.Text("Account"), Column.Text("Trading"), Column.Text("Connection"), Column.Text("Venue"), Column.Number("Open orders"), Column.Number("Unknown"), Column.Number("Positions"), Column.Number("Unprotected"), Column.Text());
        foreach (var account in accounts)
        {
            sheet.Add(
                account.AccountId, Given.Hyphenated(account.Mode), Given.Hyphenated(account.Connection), VenueOf(account.Reconciliation), Figures.Count(account.OpenOrders), Figures.Count(account.UnknownOrders),
                Figures.Count(account.Positions), Figures.Count(account.UnprotectedPositions), account.Gate ?? account.ModeReason ?? "");
        }

        Screen.Show(sheet);
    }

    private static string VenueOf(Reconciliation compared) => compared switch
    {
        { At: null } => "not compared",
        { Agrees: true } => "agrees",
        { Differences.Count: 1 } => "1 difference",
        _ => $"{compared.Differences.Count} differences",
    };
}
