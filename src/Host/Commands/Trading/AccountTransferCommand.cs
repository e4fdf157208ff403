using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Moves money between the parts that strategies have of one account.</summary>
internal sealed class AccountTransferCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account" };
    private readonly Argument<string> _from = new("FROM") { Description = "The part that gives: a strategy, or unassigned" };
    private readonly Argument<string> _to = new("TO") { Description = "The part that gets; it may be new" };
    private readonly Argument<decimal?> _amount = new("AMOUNT") { Description = "How much", Arity = ArgumentArity.ExactlyOne, CustomParser = Given.ReadAmount };
    private readonly Option<string?> _currency = new("--currency") { Description = "Of what (default: the account's currency)", HelpName = "CODE" };
    private readonly Option<string?> _note = new("--note") { Description = "A short reason, kept in the books", HelpName = "TEXT" };
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("transfer", "Move money between the parts of an account: algotrendy account transfer paper unassigned ema-cross 1000") { _id, _from, _to, _amount, _currency, _note, _key, _json };
        command.SetAction(Transfer);
        return command;
    }

    private async Task<int> Transfer(ParseResult parsed, CancellationToken ct)
    {
        var (id, currency) = (parsed.GetRequiredValue(_id), AccountCashCommand.CurrencyOf(parsed.GetValue(_currency)));
        await using var session = await surroundings.Open(parsed, ct);
        var portfolio = await HeardBooks.Of(session, ct);
        currency ??= (await portfolio.ListBooks(new(id), ct)).Accounts is [var account] ? account.Currency : throw BookText.NoAccount(id);
        var transfer = new PartTransfer(id, parsed.GetRequiredValue(_from), parsed.GetRequiredValue(_to), currency.Value, parsed.GetValue(_amount) ?? 0m, parsed.GetValue(_note), parsed.GetValue(_key));
        return BookText.Tell(await portfolio.MoveBetweenParts(transfer, ct), parsed.GetValue(_json));
    }
}
