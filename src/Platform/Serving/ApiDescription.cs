using System.Text.Json.Nodes;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace AlgoTrendy.Platform.Serving;

/// <summary>The OpenAPI document at /openapi/v1.json and its pages at /docs. It tells values as they travel: decimals as strings, enums by name.</summary>
internal static class ApiDescription
{
    public const string Pages = "docs";
    private const string Document = "v1";

    private static readonly Dictionary<Type, ITextForm> Texts = Wire.Forms.OfType<ITextForm>().Append(MomentForm.Instance).ToDictionary(form => form.Of);
    private static readonly Dictionary<Type, IObjectForm> Objects = Wire.Forms.OfType<IObjectForm>().ToDictionary(form => form.Of);

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "AlgoTrendy", Version = HealthEndpoints.Version };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd("default", new OpenApiResponse { Description = "A problem (RFC 9457, application/problem+json) with code, detail and traceId." });
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(Tell);
    });

    public static void MapApiDescription(this IEndpointRouteBuilder app) => app.MapOpenApi().RequireAuthorization(Roles.Viewer);

    public static void UseApiPages(this IApplicationBuilder app) => app.UseSwaggerUI(pages =>
    {
        pages.RoutePrefix = Pages;
        pages.DocumentTitle = "AlgoTrendy API";
        pages.SwaggerEndpoint($"/openapi/{Document}.json", "AlgoTrendy");
    });

    private static async Task Tell(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var given = context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(given) ?? given;
        var orNull = type == given ? default : JsonSchemaType.Null;
        if (Texts.TryGetValue(type, out var text))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String | orNull, text.Format);
            schema.Description ??= char.ToUpperInvariant(text.Meaning[0]) + text.Meaning[1..] + ".";
            schema.Examples = [JsonValue.Create(text.Example)];
            schema.Pattern = null;
        }
        else if (type == typeof(double))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Number | orNull, "double");
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String | orNull;
            schema.Enum = [.. EnumForms.NamesOf(type).Select(name => (JsonNode)JsonValue.Create(name))];
        }
        else if (Objects.TryGetValue(type, out var form))
        {
            var shape = await context.GetOrCreateSchemaAsync(form.Shape, cancellationToken: ct);
            (schema.Type, schema.Properties, schema.Required) = (shape.Type ?? JsonSchemaType.Object, shape.Properties, shape.Required);
        }
        else if (context.JsonTypeInfo.ElementType is { } item && schema.Items is null)
        {
            schema.Items = await context.GetOrCreateSchemaAsync(item, cancellationToken: ct); // left out where a form reads the items
        }
    }

    /// <summary>A query parameter's form; it never stands in JSON.</summary>
    private sealed class MomentForm : ITextForm
    {
        public static readonly MomentForm Instance = new();

        public Type Of => typeof(Moment);

        public string Meaning => "a moment in UTC, or a date for its midnight";

        public string Example => "2024-01-02T14:30:00Z";

        public string? Format => null;
    }
}
