using System.Text.Json;
using System.Text.Json.Serialization;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Facts as the ledger keeps them: as they travel, without what is null.</summary>
internal static class FactText
{
    private static readonly JsonSerializerOptions Form = new(Wire.Contract) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(BookedFact fact) => JsonSerializer.Serialize(fact, Form);

    /// <exception cref="InvalidDataException">It is no fact.</exception>
    public static BookedFact Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<BookedFact>(text, Form) ?? throw new JsonException("It is null.");
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"The ledger holds a fact that cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>What booking needs of an instrument; hours and fees are the venue's business.</summary>
    public static Instrument Bare(Instrument instrument) => instrument with { Calendar = TradingCalendar.AlwaysOpen, Fees = NoFee.Instance, Description = "" };
}
