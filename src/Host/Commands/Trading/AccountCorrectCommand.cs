using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Books what no venue tells: a dividend, interest, a split.</summary>
internal sealed class AccountCorrectCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account" };
    private readonly Argument<CorrectionKind?> _kind = new("KIND")
    {
        Description = $"One of {string.Join(", ", Enum.GetValues<CorrectionKind>().Select(Given.Hyphenated))}",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = Given.ReadOneOf<CorrectionKind>,
    };

    private readonly Option<string> _note = new("--note") { Description = "Why; it stays in the ledger", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Of which instrument", HelpName = "SYMBOL" };
    private readonly Option<decimal?> _amount = Given.Amount("--amount", "What it adds to the balance (a fee of 1.5 is -1.5); of a conversion what was given", "AMOUNT");
    private readonly Option<string?> _currency = new("--currency") { Description = "Of what", HelpName = "CODE" };
    private readonly Option<decimal?> _received = Given.Amount("--received", "Of a conversion: what came for it", "AMOUNT");
    private readonly Option<string?> _receivedCurrency = new("--received-currency") { Description = "Of a conversion: of what", HelpName = "CODE" };
    private readonly Option<decimal?> _price = Given.Amount("--price", "Of a split: the last close before it", "PRICE");
    private readonly Option<decimal?> _factor = Given.Amount("--factor", "Of a split: prices are multiplied with it; 0.5 is 2:1", "FACTOR");
    private readonly Option<string?> _part = new("--part") { Description = "The strategy that it belongs to (default: what nobody owns, or all who hold the instrument)", HelpName = "NAME" };
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("correct", "Book what no venue tells: algotrendy account correct paper fee --amount -1.5 --currency USDT --note \"custody\"")
        {
            _id, _kind, _note, _symbol, _amount, _currency, _received, _receivedCurrency, _price, _factor, _part, _key, _json,
        };
        command.SetAction(Correct);
        return command;
    }

    private async Task<int> Correct(ParseResult parsed, CancellationToken ct)
    {
        var (currency, receivedCurrency) = (AccountCashCommand.CurrencyOf(parsed.GetValue(_currency)), AccountCashCommand.CurrencyOf(parsed.GetValue(_receivedCurrency), _receivedCurrency.Name));
        await using var session = await surroundings.Open(parsed, ct);
        var symbol = parsed.GetValue(_symbol) is { } name ? await SeriesText.SymbolOf(session, name, ct) : (Core.Instruments.Symbol?)null;
        var correction = new Correction(
            parsed.GetRequiredValue(_id), parsed.GetValue(_kind)!.Value.ToFact(), parsed.GetRequiredValue(_note), symbol, parsed.GetValue(_amount), currency, parsed.GetValue(_received), receivedCurrency,
            parsed.GetValue(_price), parsed.GetValue(_factor), parsed.GetValue(_part), parsed.GetValue(_key));
        return BookText.Tell(await (await HeardBooks.Of(session, ct)).Correct(correction, ct), parsed.GetValue(_json));
    }
}
