CREATE TABLE "denied_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"issuer" text NOT NULL,
	"name" text NOT NULL,
	"signed_in_until" bigint,
	"added_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "denied_tokens_by_time" ON "denied_tokens" USING btree ("added_at");